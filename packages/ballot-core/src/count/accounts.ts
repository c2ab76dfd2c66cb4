/**
 * The accounts of a poll (应到 实到 发出 收回 有效 无效), read aloud before any result.
 *
 * Identities that must hold: valid + invalid = returned ≤ issued ≤ present ≤ due. 收回 over 发出 voids the whole count.
 */
export interface Accounts {
  readonly due: number;
  readonly present: number;
  readonly issued: number;
  readonly returned: number;
  readonly valid: number;
  readonly invalid: number;
}

export type AccountsFault =
  'not_whole_numbers' | 'present_over_due' | 'issued_over_present' | 'returned_over_issued' | 'valid_plus_invalid';

/** What to say when an identity is broken. */
export const ACCOUNTS_FAULTS = {
  not_whole_numbers: { zh: '人数、票数必须是非负整数', en: 'Every figure must be a whole number, not negative' },
  present_over_due: { zh: '实到人数多于应到人数', en: 'More are present than are due' },
  issued_over_present: { zh: '发出票数多于实到人数', en: 'More ballots were issued than members are present' },
  returned_over_issued: {
    zh: '收回票数多于发出票数，本次投票无效',
    en: 'More ballots were returned than issued: the whole count is void',
  },
  valid_plus_invalid: {
    zh: '有效票与无效票之和不等于收回票数',
    en: 'Valid and invalid ballots do not add up to those returned',
  },
} as const satisfies Record<AccountsFault, { readonly zh: string; readonly en: string }>;

/** 各组相加: the accounts of all voter groups together. */
export function addAccounts(groups: readonly Accounts[]): Accounts {
  const sum = (key: keyof Accounts) => groups.reduce((total, group) => total + group[key], 0);
  return {
    due: sum('due'),
    present: sum('present'),
    issued: sum('issued'),
    returned: sum('returned'),
    valid: sum('valid'),
    invalid: sum('invalid'),
  };
}

/** The broken identities by name; [] when all hold. */
export function checkAccounts(accounts: Accounts): readonly AccountsFault[] {
  const { due, present, issued, returned, valid, invalid } = accounts;
  const figures = [due, present, issued, returned, valid, invalid];
  if (!figures.every((figure) => Number.isSafeInteger(figure) && figure >= 0)) return ['not_whole_numbers'];
  const faults: AccountsFault[] = [];
  if (present > due) faults.push('present_over_due');
  if (issued > present) faults.push('issued_over_present');
  if (returned > issued) faults.push('returned_over_issued');
  if (valid + invalid !== returned) faults.push('valid_plus_invalid');
  return faults;
}

/** As read aloud before any result and printed on the sheet. */
export function accountsInWords(accounts: Accounts, language: 'zh' | 'en'): string {
  const { due, present, issued, returned, valid, invalid } = accounts;
  return language === 'zh'
    ? `应到 ${due} 人，实到 ${present} 人；发出 ${issued} 张，收回 ${returned} 张，其中有效 ${valid} 张，无效 ${invalid} 张。`
    : `${due} due, ${present} present; ${issued} ballots issued, ${returned} returned, of which ${valid} valid and ${invalid} invalid.`;
}
