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
