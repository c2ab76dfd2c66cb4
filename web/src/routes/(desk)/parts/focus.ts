/** Brings the eye and the cursor to the first field that is wrong. */
export function focusField(field: string | null | undefined): void {
  if (!field) return;
  const place = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"], #${CSS.escape(field)}`);
  place?.scrollIntoView({ block: 'center' });
  place?.querySelector<HTMLElement>('input, textarea, select')?.focus({ preventScroll: true });
}
