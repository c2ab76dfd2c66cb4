/**
 * A warning: allowed, but somebody should have read it.
 */
import type { Words } from './names.ts';

export type WarningCode =
  | 'implied_on_other_base'
  | 'same_votes_other_base'
  | 'never_fires'
  | 'small_group'
  | 'unweighted_group'
  | 'index_named_rate'
  | 'half_or_more'
  | 'unverified_source'
  | 'principle'
  | 'same_marks'
  | 'no_ballot_fits'
  | 'figure_differs';

/** `path` leads into the definition, as that of a refusal does. */
export interface DefinitionWarning extends Words {
  readonly path: string;
  readonly code: WarningCode;
}

export const warning = (path: string, code: WarningCode, zh: string, en: string): DefinitionWarning => ({
  path,
  code,
  zh,
  en,
});
