/**
 * 365 real ballots over 16 names, replayed as a democratic recommendation through slips, blind issuing and HTTP.
 *
 * The totals were published with the ballots, so nobody here has decided what the right answer is. 122 of 365 is the
 * line: `3 × 121 < 365 ≤ 3 × 122`.
 */
import { readFileSync } from 'node:fs';
import { presetRules, questions, slots, verifyBundle, type Bundle, type GroupId } from 'ballot-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Running } from '../api/src/serve.ts';
import { setupLink } from '../api/src/desk/setup.ts';
import { simulate } from './load/hall.ts';
import { closeAndSeal, firstOrganizer, openMeeting } from './meeting.ts';
import { freshDatabase } from './setup/database.ts';
import { startApi } from './setup/server.ts';

const REAL = JSON.parse(readFileSync(new URL('figures/approval-365.json', import.meta.url), 'utf8')) as {
  readonly voters: number;
  readonly totals: readonly number[];
  readonly ballots: readonly (readonly [times: number, approved: readonly number[]])[];
};
const ballots = REAL.ballots.flatMap(([times, approved]) => Array.from({ length: times }, () => approved));
const candidates = REAL.totals.map((_, index) => ({ id: `c${index + 1}`, name: `候选人 ${index + 1}` }));

const database = await freshDatabase();
let running: Running;
beforeAll(async () => {
  running = await startApi(database);
});
afterAll(() => running.close());

describe('365 real ballots', () => {
  test('come out of the sealed urn as the published totals, and below one third is found for the right names', async () => {
    const { url, deps } = running;
    const desk = await firstOrganizer(url, await setupLink(deps, url));
    const meeting = await openMeeting(
      url,
      desk,
      { title: '民主推荐', place: '', groups: [{ id: 'all' as GroupId, name: '参会人员', due: REAL.voters }] },
      [
        {
          title: '民主推荐',
          paper: { kind: 'pick', candidates, min: 0, max: candidates.length, seats: null, writeIns: 0 },
          rules: presetRules('P03'),
          release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
        },
      ],
    );
    const outcome = await simulate({
      url,
      event: meeting.event,
      slips: meeting.slips,
      concurrency: 16,
      rate: 0,
      faults: { drop: 0.02, dup: 0.05 },
      answers: (_, phone) => ({
        choices: Object.fromEntries((ballots[phone] ?? []).map((option) => [`c${option}`, 'picked'])),
        writeIns: [],
      }),
      patienceMs: 60_000,
    });
    expect(outcome).toMatchObject({ issued: 365, cast: 365, duplicateAccepted: 0, lost: 0 });
    await closeAndSeal(desk, meeting.view.polls);

    const bundle = (await (await fetch(`${url}/api/events/${meeting.event}/bundle`)).json()) as Bundle;
    expect(verifyBundle(bundle)).toMatchObject({ ok: true });
    const [sealed] = bundle.polls;
    if (sealed === undefined) throw new Error('the bundle has no poll');
    const { record } = sealed;
    expect(record.accounts).toEqual({ due: 365, present: 365, issued: 365, returned: 365, valid: 365, invalid: 0 });

    const { paper } = record.definition;
    const votes = slots(paper).flatMap(({ choice }, at) => (choice === 'picked' ? [record.count.counts[at]] : []));
    expect(votes).toEqual(REAL.totals);

    const below = questions(paper).map(({ id }) => {
      const finding = record.findings.find(({ question }) => question === id);
      return finding?.tests[0]?.holds;
    });
    expect(below).toEqual(REAL.totals.map((total) => 3 * total < 365));
    expect(record.findings.map(({ tests }) => tests[0]?.line)).toEqual(REAL.totals.map(() => 121));
  });
});
