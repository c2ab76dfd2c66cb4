/**
 * One spelling for a name (姓名), however it was typed: at the desk, in a spreadsheet, on a phone.
 *
 * Two-character names are spread with spaces to stand in one line with three-character ones (`张　三`), and the dot within a
 * name has half a dozen spellings. Neither is part of the name. Latin names keep one space between their words.
 */

/** `·`, as the dot between parts of a name is to be written, and those that are typed for it. */
const DOTS = /[·•‧∙⋅・･]/gu;
const BETWEEN_HAN = /(?<=[\p{Script=Han}·])\s+(?=[\p{Script=Han}·])/gu;

export const nameForm = (text: string): string =>
  text.normalize('NFC').trim().replace(DOTS, '·').replace(BETWEEN_HAN, '').replace(/\s+/gu, ' ');
