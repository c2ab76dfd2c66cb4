/**
 * Two verifiers that share no line say the same of every good and of every damaged bundle, down to the first claim that
 * does not hold.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyAnnex, verifyBundle, type Bundle } from 'ballot-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSecondVerifier, type Answer, type SecondVerifier } from './batch.ts';
import { BOUNDS } from './bounds.ts';
import { underAnotherRule } from './changed-rules.ts';
import { damages } from './damage.ts';
import { annexCases, liesAboutActs, longFractions, numbersBeyond, withheldRows, type Forced } from './forced.ts';
import {
  drawFrom,
  kindMeetings,
  newIssuers,
  presetMeetings,
  sharedKey,
  smallMeetings,
  type Meeting,
} from './meetings.ts';

/** Another one gives other answers, other damage: `SEED=7 npm test -- test/verifiers`. */
const SEED = Number(process.env.SEED ?? 20261122);
const MUTATIONS = 500;
const CHANGED_RULES = 200;
/** What the acts around a poll leave behind: each is damaged by itself, whatever the seed. */
const FIELDS = ['openedBy', 'closedBy', 'sealedBy', 'corrects', 'correction', 'corrected', 'receipts', 'rehearsal'];

const bytesOf = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

type Verdict = Pick<Answer, 'claims' | 'claim'>;

/** As `npm run verify` goes through a bundle and its annexes. */
function firstVerdict(bundle: Uint8Array, annexes: readonly Uint8Array[]): Verdict {
  const value = parsed(bundle);
  if (value === undefined) return { claims: [], claim: 'bundle_format' };
  const verdict = verifyBundle(value);
  const claims = [...verdict.claims];
  if (!verdict.ok) return { claims, claim: verdict.claim };
  for (const bytes of annexes) {
    const annex = parsed(bytes);
    const poll = typeof annex === 'object' && annex !== null && 'poll' in annex ? annex.poll : undefined;
    const sealed = (value as Bundle).polls.find(({ record }) => record.definition.poll === poll);
    if (sealed === undefined) return { claims, claim: 'annex_format' };
    const own = verifyAnnex(sealed.record, annex);
    claims.push(...own.claims);
    if (!own.ok) return { claims, claim: own.claim };
  }
  return { claims, claim: null };
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

let second: SecondVerifier;
let small: readonly Meeting[];
let large: readonly Meeting[];
let shared: Bundle;

beforeAll(async () => {
  second = startSecondVerifier();
  const issuers = await newIssuers();
  const draw = drawFrom(SEED);
  small = smallMeetings(issuers, draw);
  shared = sharedKey(issuers, draw);
  large = [...kindMeetings(issuers, draw), ...presetMeetings(issuers, draw)];
});
afterAll(() => second.close());

/** Where they differ the files stay, so that each verifier can be asked again by itself. */
async function bothSay(what: string, bundle: Uint8Array, annexes: readonly Uint8Array[]): Promise<string | null> {
  const first = firstVerdict(bundle, annexes);
  const { claims, claim, reason } = await second.ask(bundle, annexes);
  if (claim !== first.claim || claims.join() !== first.claims.join()) {
    const folder = mkdtempSync(join(tmpdir(), 'gonglun-verifiers-'));
    writeFileSync(join(folder, 'bundle.json'), bundle);
    annexes.forEach((annex, i) => writeFileSync(join(folder, `annex-${i}.json`), annex));
    expect.fail(
      `${what} (seed ${SEED}, kept in ${folder}): the first verifier says ${first.claim}, the second ${claim}: ${reason}`,
    );
  }
  return claim;
}

describe('two verifiers', () => {
  test('both find that every good bundle holds, claim by claim, with its annex', async () => {
    const kinds = new Set<string>();
    let annexed = 0;
    for (const { name, bundle, annexes } of [...small, ...large]) {
      expect(await bothSay(name, bytesOf(bundle), annexes.map(bytesOf)), name).toBeNull();
      for (const { record } of bundle.polls) kinds.add(record.definition.paper.kind);
      annexed += annexes.length;
    }
    expect([...kinds].sort()).toEqual(['choice', 'form', 'grades', 'motion', 'pick', 'score', 'text']);
    expect(annexed).toBeGreaterThan(2);
  });

  test(`both refuse ${MUTATIONS} damaged bundles, each at the same claim`, async () => {
    const refused = new Map<string, number>();
    let total = 0;
    let harmless = 0;
    for (const { what, bundle, annexes } of damages(small, drawFrom(SEED + 1))) {
      const claim = await bothSay(what, bundle, annexes);
      // Whoever has the key may seal another meeting: what he then signs is no damage, and both must say so too.
      if (claim === null) harmless += 1;
      else {
        const name = claim.slice(claim.indexOf('/') + 1);
        refused.set(name, (refused.get(name) ?? 0) + 1);
        total += 1;
      }
      if (total === MUTATIONS) break;
    }
    console.info(`${total} refused, ${harmless} harmless: ${[...refused].map((each) => each.join(' ')).join(', ')}`);
    expect(total).toBe(MUTATIONS);
    expect(refused.size).toBeGreaterThan(24);
    expect([...refused.keys()]).toEqual(expect.arrayContaining(['corrections', 'trail_record']));
  });

  const asForced = async (cases: readonly Forced[]): Promise<void> => {
    for (const { what, claim, bundle, annexes } of cases) {
      const said = await bothSay(what, bundle, annexes);
      expect(said === null ? null : said.slice(said.indexOf('/') + 1), what).toBe(claim);
    }
  };

  test('both refuse a lie about each of the acts around a poll', async () => {
    const lies = liesAboutActs(small);
    await asForced(lies);
    const touched = FIELDS.filter((field) => lies.some(({ what }) => what.endsWith(`: ${field}`)));
    expect(touched).toEqual(FIELDS);
  });

  test('both take an annex at its word no further than its lines add up, and rows no further than they say what they are', async () => {
    await asForced(annexCases(small));
    const rows = withheldRows([...small, ...large]);
    expect(rows.length).toBeGreaterThan(3);
    await asForced(rows);
  });

  test('both leave numbers that no double holds where they are overwritten, and nowhere else', () =>
    asForced(numbersBeyond(small)));

  test('both write a long fraction as the same pair, reduced no further', async () => {
    const pairs: (readonly [number, number])[] = [];
    for (const { name, bundle } of longFractions(small)) {
      expect(await bothSay(name, bytesOf(bundle), []), name).toBeNull();
      for (const { scores = [], tests } of bundle.polls.flatMap(({ record }) => record.findings)) {
        const whole = scores.find(({ id }) => id === 'whole');
        expect(whole?.rounded).toBeUndefined();
        expect(whole?.parts?.[1]?.value?.[1]).toBe(1e9);
        for (const { count, baseValue } of tests) pairs.push([count, baseValue]);
      }
    }
    expect(pairs.every(([, whole]) => whole === 1e9)).toBe(true);
    expect(pairs.some(([part]) => part % 2 === 0)).toBe(true);
  });

  test('both draw the bounds of the format at the same place', async () => {
    const motion = small.find(({ name }) => name === 'motion') ?? expect.fail('no motion');
    const claims = async (path: string, value: unknown) => {
      const bundle = structuredClone(motion.bundle) as unknown as { polls: { record: unknown }[] };
      put(bundle.polls[0]?.record, path.split('.'), value);
      return bothSay(`${path}: ${JSON.stringify(value).slice(0, 200)}`, bytesOf(bundle), []);
    };
    for (const { path, takes, refuses } of BOUNDS) {
      for (const value of takes) expect(await claims(path, value), JSON.stringify(value)).not.toBe('bundle_format');
      for (const value of refuses) expect(await claims(path, value), JSON.stringify(value)).toBe('bundle_format');
    }
  });

  test(`both work out the same findings under ${CHANGED_RULES} other rules`, async () => {
    const draw = drawFrom(SEED + 2);
    const ruled = large.filter(({ bundle }) => bundle.polls.some(({ record }) => record.definition.rules.length > 0));
    let held = 0;
    for (let tries = 0; held < CHANGED_RULES && tries < 100 * CHANGED_RULES; tries += 1) {
      const meeting = underAnotherRule(ruled[draw(ruled.length)] ?? expect.fail('no meeting'), draw);
      if (meeting === null) continue;
      const claim = await bothSay(meeting.name, bytesOf(meeting.bundle), meeting.annexes.map(bytesOf));
      if (claim === null) held += 1;
    }
    expect(held).toBe(CHANGED_RULES);
  });

  test('both refuse a meeting in which one key serves two polls', async () => {
    expect(await bothSay('one key', bytesOf(shared), [])).toBe('keys_apart');
  });
});

function put(root: unknown, path: readonly string[], value: unknown): void {
  const holder = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], root);
  (holder as Record<string, unknown>)[path.at(-1) ?? ''] = value;
}
