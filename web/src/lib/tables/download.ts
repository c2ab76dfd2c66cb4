/**
 * The spreadsheet as a file. The library is fetched when somebody asks for the file, and from this server only.
 */
import type { Cell } from 'write-excel-file/universal';
import type { SpreadsheetSheet } from './spreadsheet.ts';

export async function downloadSpreadsheet(sheets: readonly SpreadsheetSheet[], fileName: string): Promise<void> {
  // Not `write-excel-file/browser`: it makes workers from blobs, which the pages' security policy refuses.
  const { default: writeXlsx } = await import('write-excel-file/universal');
  const blob = await writeXlsx(
    sheets.map(({ name, rows, widths }) => ({
      sheet: name,
      data: rows.map((row, at) =>
        row.map((value): Cell => (value === null ? null : { value, wrap: true, ...(at === 0 ? HEADING : {}) })),
      ),
      columns: widths.map((width) => ({ width })),
      stickyRowsCount: 1,
    })),
  ).toBlob();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${fileName}.xlsx`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), REVOKE_MS);
}

const HEADING = { fontWeight: 'bold', backgroundColor: '#f1efe9', alignVertical: 'center' } as const;
/** The browser has long begun to save by then. */
const REVOKE_MS = 60_000;
