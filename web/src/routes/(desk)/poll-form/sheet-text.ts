/**
 * A list file (.xlsx, .csv, .txt) as the text that would have been pasted: a line for each row, tabs between cells.
 *
 * The reader of Excel files is loaded only when somebody chooses such a file. Nothing leaves the browser.
 */
import { no, ok, type Result } from 'ballot-core';

/** More is no list of 200 names. */
const FILE_BYTES_MAX = 5 * 1024 * 1024;

export async function sheetText(file: File): Promise<Result<string, 'unread'>> {
  if (file.size > FILE_BYTES_MAX) return no('unread');
  if (!/\.xlsx$/i.test(file.name)) return ok(commasToTabs(await decoded(file), /\.csv$/i.test(file.name)));
  const { readSheet } = await import('read-excel-file/browser');
  try {
    const rows = await readSheet(file);
    return ok(rows.map((row) => row.map(cellText).join('\t')).join('\n'));
  } catch (broken) {
    // The library throws plain errors for whatever is no workbook: nothing else runs in here.
    if (broken instanceof Error) return no('unread');
    throw broken;
  }
}

/** Excel in China saves CSV as GBK; a text that is no UTF-8 is read as that. */
async function decoded(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (other) {
    if (other instanceof TypeError) return new TextDecoder('gb18030').decode(bytes);
    throw other;
  }
}

const commasToTabs = (text: string, commas: boolean): string =>
  commas && !text.includes('\t')
    ? text
        .split(/\r\n|\r|\n/)
        .map((line) => line.split(',').join('\t'))
        .join('\n')
    : text;

/** Line breaks inside a cell would be new rows. */
const cellText = (cell: unknown): string =>
  cell === null || cell === undefined
    ? ''
    : (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)).replace(/\s*[\r\n\t]+\s*/g, ' ');
