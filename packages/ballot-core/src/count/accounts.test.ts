import { describe, expect, test } from 'vitest';
import { accountsInWords, checkAccounts } from './accounts.ts';

const sound = { due: 90, present: 88, issued: 88, returned: 87, valid: 86, invalid: 1 };

describe('the accounts', () => {
  test('that add up break nothing', () => {
    expect(checkAccounts(sound)).toEqual([]);
    expect(checkAccounts({ due: 1, present: 0, issued: 0, returned: 0, valid: 0, invalid: 0 })).toEqual([]);
  });

  test.each([
    [{ present: 91 }, ['present_over_due']],
    [{ issued: 89 }, ['issued_over_present']],
    [{ returned: 89, valid: 88 }, ['returned_over_issued']],
    [{ valid: 87 }, ['valid_plus_invalid']],
    [{ invalid: 0 }, ['valid_plus_invalid']],
    [
      { present: 91, issued: 92, returned: 93 },
      ['present_over_due', 'issued_over_present', 'returned_over_issued', 'valid_plus_invalid'],
    ],
    [{ due: -1 }, ['not_whole_numbers']],
    [{ valid: 86.5 }, ['not_whole_numbers']],
  ])('with %j name what is broken: %j', (wrong, faults) => {
    expect(checkAccounts({ ...sound, ...wrong })).toEqual(faults);
  });

  test('are read aloud in the order of the procedure', () => {
    expect(accountsInWords(sound, 'zh')).toBe(
      '应到 90 人，实到 88 人；发出 88 张，收回 87 张，其中有效 86 张，无效 1 张。',
    );
  });
});
