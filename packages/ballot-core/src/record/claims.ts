/**
 * What a verifier says of a bundle, claim by claim, in the words of a teller (监票人).
 *
 * The order is the order of checking: each claim may rely on those before it.
 */
export const CLAIMS = {
  bundle_format: { zh: '文件格式完整，没有未知内容', en: 'The file has the published format and nothing else' },
  event_key: { zh: '会议公钥有效', en: 'The event key is a usable Ed25519 key' },
  record_signature: { zh: '记录由会议密钥签名', en: "The record is signed with the event's key" },
  record_event: {
    zh: '记录属于本次会议，时间先后无误',
    en: 'The record is of this event and its moments are in order',
  },
  paper_hash: { zh: '票面、规则与公布的票面指纹一致', en: 'Paper, groups and rules have the published paper hash' },
  issuer_keys: { zh: '每个组别有且只有一把发票公钥', en: 'Each group has one issuing key of its own' },
  credentials_distinct: { zh: '投票凭证各不相同', en: 'No right to vote was spent twice' },
  credentials_valid: {
    zh: '每张凭证都由本组发票密钥签发',
    en: "Every spent credential is signed by its group's issuing key",
  },
  credentials_counted: {
    zh: '凭证数＝有效票数＝收回数',
    en: 'As many credentials as ballots, and as ballots returned',
  },
  credentials_root: { zh: '凭证清单与记录中的树根一致', en: 'The list of credentials has the signed root' },
  openings_distinct: {
    zh: '公开的选项各不相同且按散列排序',
    en: 'The openings are distinct and sorted by their hashes',
  },
  openings_root: { zh: '公开的选项与记录中的树根一致', en: 'The list of openings has the signed root' },
  openings_complete: { zh: '每一项的选项数＝票数', en: 'Each question has as many openings as there are ballots' },
  openings_groups: {
    zh: '只有允许公开的组别才标明组别',
    en: 'Only groups that may be named are named in the openings',
  },
  recount: { zh: '重新计票与记录一致', en: 'The recount equals the recorded count' },
  write_ins: { zh: '另提人选计票一致', en: 'The written-in names and votes are those of the openings' },
  group_counts: {
    zh: '分组计票与公开的选项一致；不能公开的组别只在监票人附卷中',
    en: "Counts by group are those of the openings; groups that may not be named stand in the tellers' annex only",
  },
  answers_possible: {
    zh: '各项票数没有超出票面规定',
    en: 'Ballots that the paper allows can add up to this count',
  },
  accounts: {
    zh: '应到≥实到≥发出≥收回，有效＋无效＝收回',
    en: 'Returned ≤ issued ≤ present ≤ due; valid and invalid add up',
  },
  group_accounts: { zh: '各组账目相加等于总账', en: 'The accounts of the groups add up to the whole' },
  findings: {
    zh: '按规则重算的结论与记录一致（须用附卷的加权结论除外）',
    en: 'The findings computed again from the rules are those recorded (weighted ones that need the annex are left to it)',
  },
  corrections: {
    zh: '更正首尾相接，只改名称、地点和随组织认定而变的结论，不改一票',
    en: 'Each correction is signed and names the record before it; only title, place and what organs have said may differ',
  },
  source: {
    zh: '名单来自另一表决的，与该表决的记录一致（该表决在本文件内时）',
    en: 'A list that comes from another poll is the one that its record gives, where that poll is in this file',
  },
  polls_distinct: { zh: '每项表决只有一份记录', en: 'Each poll has one record' },
  keys_apart: { zh: '各项表决的发票公钥互不相同', en: 'No issuing key serves two polls' },
  bundle_event: {
    zh: '会议名称与记录一致，演练与正式表决没有混在一起',
    en: "The event's name is that of its records, and all of them are a rehearsal or none is",
  },
  annex_format: { zh: '附卷格式完整，没有未知内容', en: 'The annex has its format and nothing else' },
  annex_hash: { zh: '附卷就是记录中承诺的那一份', en: 'The annex is the one that the signed record commits to' },
  annex_counts: {
    zh: '附卷各组票数与凭证数一致，相加等于总票数',
    en: 'The counts of the annex are of all groups, as large as their credentials, and add up to the whole',
  },
  annex_findings: {
    zh: '用附卷重算的加权结论与记录一致',
    en: 'The weighted findings computed again with the annex are those recorded',
  },
  trail_signature: { zh: '办理日志由会议密钥签名', en: "The trail is signed with the event's key" },
  trail_record: {
    zh: '办理日志与记录一致：冻结的票面、启止封存和更正的经办人及先后',
    en: 'The trail has the frozen paper, the acts and their actors as the record has them, in this order',
  },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string }>>;

/** A claim about the bundle, or about one poll as `poll/claim`. */
export type ClaimName = keyof typeof CLAIMS;

/** A claim and what is wrong with it, or null. Called in order; the first fault ends the verification. */
export type Check = readonly [claim: ClaimName, fault: () => string | null];

/** `claims` are those that hold, in order; `claim` is the first that doesn't, as `claim` or `poll/claim`. */
export type Verdict =
  | { readonly ok: true; readonly claims: readonly string[] }
  | { readonly ok: false; readonly claim: string; readonly reason: string; readonly claims: readonly string[] };

/** In order; the first fault ends it. */
export function runChecks(
  checks: readonly (readonly [claim: string, fault: () => string | null])[],
  onClaim: (claim: string) => void,
): Verdict {
  const claims: string[] = [];
  for (const [claim, fault] of checks) {
    const reason = fault();
    if (reason !== null) return { ok: false, claim, reason, claims };
    claims.push(claim);
    onClaim(claim);
  }
  return { ok: true, claims };
}

/** `poll` is null for claims about the bundle. */
export function readClaim(claim: string): { readonly name: ClaimName; readonly poll: string | null } {
  const slash = claim.indexOf('/');
  const name = claim.slice(slash + 1);
  if (!isClaim(name)) throw new RangeError(`no such claim: ${claim}`);
  return { name, poll: slash < 0 ? null : claim.slice(0, slash) };
}

const isClaim = (name: string): name is ClaimName => Object.keys(CLAIMS).includes(name);
