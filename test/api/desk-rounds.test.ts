/** Rounds: a paper whose names come from an earlier, sealed poll, and another round for those who are tied. */
import { createHash } from 'node:crypto';
import { verifyBundle, type Answers, type Definition, type PickPaper, type PollId } from 'ballot-core';
import type { PollDraft } from 'api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keysSettled } from '../../api/src/desk/keys.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { acts, EVENT, lookAt, meetingOf, must, type Person, POLL, rule, staffOf, voteAndSeal } from './desk.ts';

const running = await startApi(await freshDatabase());
afterAll(() => running.close());
const { deps } = running;
let organizer: Person;
beforeAll(async () => {
  ({ organizer } = await staffOf(running));
});

const PICK: PickPaper = {
  kind: 'pick',
  candidates: [
    { id: 'c1', name: '张三', note: '甲局副局长', tag: '外单位', statement: '述职报告。\n第二段。' },
    { id: 'c2', name: '李四' },
    { id: 'c3', name: '赵六' },
    { id: 'c4', name: '钱七' },
  ],
  min: 0,
  max: 2,
  seats: null,
  writeIns: 1,
};
const TAKEN = { id: 'shortlisted', zh: '进入下一环节', en: 'goes on', weight: 'outcome' } as const;
const top = (places: number, ties: 'include_all' | 'runoff' = 'include_all') =>
  rule({
    id: 'top',
    scope: 'poll',
    cut: { by: { votes: ['picked'] }, direction: 'top', places, per: 'poll', ties, taken: TAKEN },
  });
const draft = (title: string, own: Partial<PollDraft>): PollDraft => ({
  ...POLL,
  title,
  release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
  rules: [],
  ...own,
});
const FIRST = draft('民主推荐', { paper: PICK, rules: [top(2)] });
const SECOND = draft('差额票决', {
  paper: { kind: 'motion', matters: [{ id: 'x', name: '待定' }] },
  source: { poll: '#0' as PollId, rule: 'top', take: 'taken' },
});

const picks = (ids: readonly string[], writeIns: readonly string[] = []): Answers => ({
  choices: Object.fromEntries(ids.map((id) => [id, 'picked'])),
  writeIns,
});
const freeze = (poll: string | undefined) => organizer.ask('POST', `/polls/${poll}/freeze`);
const frozenAs = async (poll: string | undefined): Promise<Definition> => {
  const [row] = await deps.sql<{ definition: string }[]>`select definition from desk.polls where id = ${poll ?? ''}`;
  return JSON.parse(row?.definition ?? 'null') as Definition;
};

async function two(first = FIRST, second = SECOND) {
  const { event, polls } = await meetingOf(organizer, [first, second]);
  const [from, to] = polls;
  if (from === undefined || to === undefined) throw new Error('two polls were asked for');
  return { event, from, to };
}
const BALLOTS = [picks(['c1'], ['王五']), picks(['c1'], ['王五']), picks(['c1', 'c2']), picks(['c3'])];

describe('a list that comes from another poll', () => {
  test('waits for its seal, through every state before: no round overtakes the one before it', async () => {
    const { event, from, to } = await two();
    for (const step of ['freeze', 'open', 'close']) {
      expect(await freeze(to)).toMatchObject({ status: 409, body: { code: 'source_not_sealed', at: 'source.poll' } });
      expect(await organizer.ask('POST', `/polls/${to}/open`)).toMatchObject({ status: 409 });
      await must(organizer, 'POST', `/polls/${from}/${step}`);
      await keysSettled();
    }
    expect(await freeze(to)).toMatchObject({ status: 409, body: { code: 'source_not_sealed' } });
    await must(organizer, 'POST', `/polls/${from}/seal`);
    // Nobody came, so nobody was taken: an empty first round leads nowhere either.
    expect(await freeze(to)).toMatchObject({ status: 400, body: { code: 'poll_invalid', at: 'source.take' } });
    expect((await lookAt(organizer, event, to)).state).toBe('draft');
  });

  test('is what that poll took: names, notes, tags, statements and written-in names, under the hash of its record', async () => {
    const given = { c1: { figures: { exam: 90 } }, c2: { figures: { exam: 80 } } };
    const { event, from, to } = await two(FIRST, { ...SECOND, given });
    await voteAndSeal(running, organizer, event, from, BALLOTS);
    expect((await freeze(to)).status).toBe(200);
    const definition = await frozenAs(to);
    expect(definition.paper).toEqual({
      kind: 'motion',
      matters: [PICK.candidates[0], { id: 'w1', name: '王五' }],
    });
    expect(definition.given).toEqual({ c1: given.c1 });
    const [row] = await deps.sql<{ record: string }[]>`select record from desk.records where poll_id = ${from}`;
    const record = createHash('sha256')
      .update(row?.record ?? '')
      .digest('hex');
    expect(definition.source).toEqual({ poll: from, record, rule: 'top', take: 'taken' });
    const shown = await lookAt(organizer, event, to);
    expect(shown.source).toEqual({ poll: from, rule: 'top', take: 'taken' });
    expect(shown.paper).toEqual(definition.paper);
  });

  test('is held against that poll by whoever verifies the bundle', async () => {
    const { event, from, to } = await two();
    await voteAndSeal(running, organizer, event, from, BALLOTS);
    await voteAndSeal(running, organizer, event, to, [{ choices: { c1: 'agree', w1: 'disagree' }, writeIns: [] }]);
    const bundle: unknown = await (await fetch(`${running.url}/api/events/${event}/bundle`)).json();
    const verdict = verifyBundle(bundle);
    expect(verdict).toMatchObject({ ok: true });
    expect(verdict.claims).toContain(`${to}/source`);
  });

  test('clips the numbers of a paper that was planned for more', async () => {
    const paper: PickPaper = {
      ...PICK,
      min: 3,
      max: 4,
      seats: 4,
      writeIns: 0,
      tagMins: [{ tag: '外单位', min: 1 }],
    };
    const { event, from, to } = await two(FIRST, { ...SECOND, paper });
    await voteAndSeal(running, organizer, event, from, BALLOTS);
    expect((await freeze(to)).status).toBe(200);
    expect((await frozenAs(to)).paper).toMatchObject({ min: 2, max: 2, seats: 2, writeIns: 0, tagMins: paper.tagMins });
  });

  test('is refused where nobody was taken, and where the paper has no list', async () => {
    const { event, from, to } = await two(FIRST, {
      ...SECOND,
      source: { poll: '#0' as PollId, rule: 'top', take: 'tied' },
    });
    await voteAndSeal(running, organizer, event, from, BALLOTS);
    expect(await freeze(to)).toMatchObject({ status: 400, body: { code: 'poll_invalid', at: 'source.take' } });
    const text = { kind: 'text', prompts: [{ id: 't', name: '意见' }], lengthMax: 200 } as const;
    await must(organizer, 'PUT', `/polls/${to}`, {
      ...SECOND,
      paper: text,
      source: { poll: from, rule: 'top', take: 'taken' },
    });
    expect(await freeze(to)).toMatchObject({ status: 400, body: { code: 'poll_invalid', at: 'source' } });
    expect((await lookAt(organizer, event, to)).state).toBe('draft');
  });

  test('never comes from itself, in however large a circle, from another meeting or from a rule that ranks nobody', async () => {
    const chain = (poll: string): PollDraft => ({
      ...FIRST,
      source: { poll: poll as PollId, rule: 'top', take: 'taken' },
    });
    for (const [polls, at] of [
      [[chain('#0')], 'polls[0].source.poll'],
      [[chain('#1'), chain('#2'), chain('#0')], 'polls[0].source.poll'],
      [[chain('#7')], 'polls[0].source.poll'],
      [[FIRST, chain('none')], 'polls[1].source.poll'],
    ] as const) {
      const answer = await organizer.ask('POST', '/events', { event: EVENT, polls });
      expect(answer).toMatchObject({ status: 400, body: { code: 'poll_invalid', at } });
    }
    const { from, to } = await two();
    const other = await two();
    for (const [poll, source, at] of [
      [from, { poll: to, rule: 'top', take: 'taken' }, 'source.poll'],
      [from, { poll: from, rule: 'top', take: 'taken' }, 'source.poll'],
      [to, { poll: other.from, rule: 'top', take: 'taken' }, 'source.poll'],
      [to, { poll: from, rule: 'none', take: 'taken' }, 'source.rule'],
    ] as const) {
      const answer = await organizer.ask('PUT', `/polls/${poll}`, { ...FIRST, source });
      expect(answer).toMatchObject({ status: 400, body: { code: 'poll_invalid', at } });
    }
    const added = await organizer.ask('POST', `/events/${other.event}/polls`, {
      ...FIRST,
      source: { poll: from, rule: 'top', take: 'taken' },
    });
    expect(added).toMatchObject({ status: 400, body: { code: 'poll_invalid', at: 'source.poll' } });
  });

  test('stays refused when the poll that it comes from was removed meanwhile', async () => {
    const { from, to } = await two();
    await must(organizer, 'DELETE', `/polls/${from}`);
    expect(await freeze(to)).toMatchObject({ status: 400, body: { code: 'poll_invalid', at: 'source.poll' } });
  });
});

describe('another round', () => {
  const ELECTION = draft('选举', {
    paper: { ...PICK, seats: 2, writeIns: 0 },
    rules: [
      rule({
        id: 'elect',
        scope: 'poll',
        cut: {
          by: { votes: ['picked'] },
          direction: 'top',
          places: 'seats',
          per: 'poll',
          ties: 'runoff',
          taken: { id: 'elected', zh: '当选', en: 'elected', weight: 'outcome' },
        },
      }),
    ],
    given: { c2: { figures: { exam: 80 } }, c4: { figures: { exam: 70 } } },
  });
  const TIE = [picks(['c1', 'c2']), picks(['c1', 'c2']), picks(['c1', 'c3']), picks(['c3'])];
  const runoff = (poll: string, id = 'elect') => organizer.ask('POST', `/polls/${poll}/runoff`, { rule: id });

  async function tied() {
    const { event, polls } = await meetingOf(organizer, [ELECTION]);
    const [poll] = polls;
    if (poll === undefined) throw new Error('no poll');
    await voteAndSeal(running, organizer, event, poll, TIE);
    return { event, poll };
  }

  test('is a draft of those who are tied, for the places that are open, and can be voted on like any other', async () => {
    const { event, poll } = await tied();
    const made = await runoff(poll);
    expect(made.status).toBe(201);
    const next = String(made.body.id) as PollId;
    expect(await lookAt(organizer, event, next)).toMatchObject({
      state: 'draft',
      title: '选举（再次投票）',
      paper: {
        kind: 'pick',
        candidates: [
          { id: 'c2', name: '李四' },
          { id: 'c3', name: '赵六' },
        ],
        seats: 1,
        max: 1,
        writeIns: 0,
      },
      given: { c2: { figures: { exam: 80 } } },
      source: { poll, rule: 'elect', take: 'tied' },
    });
    await voteAndSeal(running, organizer, event, next, [picks(['c3']), picks(['c3']), picks(['c2'])]);
    const [finding] = (await lookAt(organizer, event, next)).findings;
    expect(finding?.ranking).toMatchObject([
      { id: 'c3', state: 'taken' },
      { id: 'c2', state: 'left' },
    ]);
    expect(finding?.label.id).toBe('elected');
  });

  test('asked for twice, or by three organizers at once, is one draft', async () => {
    const { event, poll } = await tied();
    const answers = await Promise.all([runoff(poll), runoff(poll), runoff(poll)]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect((await runoff(poll)).body.id).toBe(answers[0]?.body.id);
    expect((await acts(organizer, event)).filter((act) => act === 'poll_added')).toHaveLength(2);
  });

  test('needs a sealed poll and a rule that left somebody tied', async () => {
    const { event, poll } = await tied();
    expect(await runoff(poll, 'none')).toMatchObject({ status: 400, body: { code: 'body_malformed', at: 'rule' } });
    expect(await runoff('none')).toMatchObject({ status: 404, body: { code: 'unknown_poll' } });
    const next = String((await runoff(poll)).body.id);
    expect(await runoff(next)).toMatchObject({ status: 409, body: { code: 'wrong_state' } });
    await voteAndSeal(running, organizer, event, next as PollId, [picks(['c2'])]);
    expect(await runoff(next)).toMatchObject({ status: 400, body: { code: 'body_malformed', at: 'rule' } });
  });
});
