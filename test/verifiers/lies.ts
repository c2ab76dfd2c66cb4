/**
 * What an operator can do to a sealed bundle, who has the event key and signs the lie: about paper, votes, keys and annex.
 */
import { change, omit, shuffle, surplus } from './edits.ts';
import { recounted, resealed, signed, tryAnnexHash, tryHash } from './sign-again.ts';
import { pick, type Damage, type Json, type Members } from './target.ts';

export const LIES: Readonly<Record<string, Damage>> = {
  'a signed lie': ({ sealed, record }, draw) => signed(sealed, change(record, draw)),
  'a signed lie about a figure': ({ sealed, record }, draw) => {
    const part = pick(
      ['accounts', 'groupAccounts', 'count', 'groupCounts', 'writeIns', 'openings', 'credentials'],
      draw,
    );
    return signed(sealed, change({ [part]: record[part] ?? null }, draw));
  },
  'a signed lie about a finding': ({ sealed, record }, draw) => {
    const how = pick([change, change, omit, shuffle, surplus], draw);
    return signed(sealed, how({ findings: record.findings ?? null }, draw));
  },
  'a signed lie about the time': ({ sealed, record }, draw) => {
    const key = pick(['openedAt', 'closedAt', 'sealedAt'], draw);
    record[key] = `2026-11-2${draw(9)}T01:3${draw(9)}:0${draw(9)}.${draw(99)}Z`;
    return signed(sealed, key);
  },
  'a signed lie about the keys': ({ sealed, record }, draw) =>
    signed(sealed, pick([change, shuffle], draw)({ keys: record.keys ?? null }, draw)),
  'a signed lie about the list': ({ sealed, record }, draw) => {
    const how = pick([change, shuffle], draw);
    const part = pick(['openings', 'openings', 'credentials'], draw);
    return resealed(sealed, record, how({ [part]: sealed[part] ?? null }, draw));
  },
  'a mark moved, and all trees made again': ({ sealed, record }, draw) => {
    const openings = sealed.openings as Members[];
    const [a, b] = [pick(openings, draw), pick(openings, draw)];
    const key = pick(['choice', 'group', 'question'], draw);
    if (a[key] === b[key]) return null;
    a[key] = draw(4) === 0 ? '' : (b[key] ?? null);
    return resealed(sealed, record, key);
  },
  'votes moved in list and count': ({ sealed, record }, draw) => {
    const openings = (sealed.openings as Members[]).filter(({ question }) => question !== 'WRITE-IN');
    const opening = pick(openings, draw);
    const same = openings.filter(({ question }) => question === opening.question);
    const other = pick(same, draw);
    if (opening.choice === other.choice) return null;
    for (const each of same) each.choice = other.choice ?? null;
    return resealed(sealed, record, String(opening.question));
  },
  'votes moved in list, count and names': ({ sealed, record }, draw) => {
    const openings = sealed.openings as Members[];
    const [a, b] = [pick(openings, draw), pick(openings, draw)];
    if (a.question !== b.question || a.choice === b.choice) return null;
    const moved = openings.filter(({ question }) => question === a.question).slice(0, 1 + draw(openings.length));
    for (const opening of moved) opening.choice = pick([b.choice ?? null, b.choice ?? null, ''], draw);
    return resealed(sealed, record, recounted(sealed, record, String(a.question)));
  },
  'answers that no ballots give': ({ sealed, record }, draw) => {
    const openings = sealed.openings as Members[];
    const { question } = pick(openings, draw);
    const own = openings.filter((each) => each.question === question);
    const choice = draw(2) === 0 ? '' : (pick(own, draw).choice ?? null);
    for (const opening of own) opening.choice = choice;
    return resealed(sealed, record, recounted(sealed, record, `${String(question)} is ${String(choice)}`));
  },
  'another paper under the old hash': ({ sealed, record }) => {
    (record.definition as Members).title = '另一票';
    return signed(sealed, 'title');
  },
  'other written names': ({ sealed, record }, draw) => {
    const names = record.writeIns as Members[];
    if (names.length === 0) return null;
    const one = pick(names, draw);
    if (draw(2) === 0) names.reverse();
    else one.votes = Number(one.votes) + 1;
    return names.length === 1 && one.votes === 1 ? null : signed(sealed, 'names');
  },
  'another list for a second round': ({ sealed, record }, draw) => {
    const definition = record.definition as Members;
    if (definition.source === undefined) return null;
    const candidates = (definition.paper as Members).candidates as Members[];
    pick(candidates, draw).name = '王五';
    record.paperHash = tryHash(definition);
    return signed(sealed, 'list');
  },
  'other groups named': ({ sealed, record }, draw) => {
    const openings = sealed.openings as Members[];
    const groups = (record.keys as Members[]).map(({ group }) => group ?? null);
    const [from, to] = [pick([...groups, null], draw), pick([...groups, null, null], draw)];
    const changed = openings.filter(({ group }) => group === from).slice(0, pick([openings.length, 1, 6, 10], draw));
    if (from === to || changed.length === 0) return null;
    for (const opening of changed) opening.group = to;
    return resealed(sealed, record, `${from} → ${to}`);
  },
  'accounts that agree with each other only': ({ sealed, record }, draw) => {
    const key = pick(['due', 'present', 'issued', 'returned', 'valid', 'invalid'], draw);
    const by = pick([-40, -3, 1, 3, 40], draw);
    const own = pick(record.groupAccounts as Members[], draw);
    for (const each of [own, record.accounts as Members]) each[key] = Math.max(0, Number(each[key]) + by);
    return signed(sealed, `${key} ${by}`);
  },
  'another paper, hashed and signed': ({ sealed, record }, draw) => {
    const how = pick([change, change, change, omit, shuffle, surplus], draw);
    const done = how(record.definition as Members, draw);
    record.paperHash = tryHash(record.definition) ?? record.paperHash ?? null;
    return signed(sealed, done);
  },
  'another rule, hashed and signed': ({ sealed, record }, draw) => {
    const { definition } = record as { definition: Members };
    if ((definition.rules as Json[]).length === 0) return null;
    const done = pick([change, change, omit, shuffle], draw)({ rules: definition.rules ?? null }, draw);
    record.paperHash = tryHash(definition) ?? record.paperHash ?? null;
    return signed(sealed, done);
  },
  'another annex, promised and signed': ({ annexes, sealed, record }, draw) => {
    const [annex] = annexes;
    if (annex === undefined) return null;
    const done = change(annex, draw);
    record.annex = tryAnnexHash(annex) ?? null;
    return signed(sealed, done);
  },
  'an annex promised where there is none, or none where there is one': ({ sealed, record }) => {
    record.annex = record.annex === null ? '0'.repeat(64) : null;
    return signed(sealed, 'annex');
  },
  'polls twice or another title': ({ bundle, sealed }, draw) => {
    if (draw(2) === 0) (bundle.event as Members).title = '另一次大会';
    else (bundle.polls as Json[]).push(sealed);
    return 'polls';
  },
  'another key for the event': ({ bundle, sealed }, draw) => {
    const keys = (sealed.credentials as Members[]).map(({ publicKey }) => publicKey ?? null);
    const small = ['AQ', 'AA', '7P___________________________________________38'].map((key) => key.padEnd(43, 'A'));
    bundle.eventKey = pick([...keys, ...small], draw);
    return String(bundle.eventKey);
  },
};
