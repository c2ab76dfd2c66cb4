/** How wide a word is, in em, so that rows break where words do: a Han character is one em wide, a Latin one about half. */
export const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character > '\u2e80' ? 1 : 0.56), 0);
