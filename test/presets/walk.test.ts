/**
 * Every template of the house, walked from the desk to the sealed record: made into an event, its procedure table ticked,
 * frozen, opened, voted by simulated phones with real credentials, closed, sealed, and verified as a stranger would.
 *
 * What a template promises on paper must also be possible in a hall.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  PRESETS,
  questions,
  verifyBundle,
  type Answers,
  type Bundle,
  type EventId,
  type GroupId,
  type PollId,
  type Preset,
} from 'ballot-core';
import type { PollDraft, PollView } from 'api';
import { startApi } from '../setup/server.ts';
import { freshDatabase } from '../setup/database.ts';
import { simulate } from '../load/hall.ts';
import { deskAt, type Organizer } from '../load/organizer.ts';
import { anyAnswers } from '../load/phone.ts';
import { staffOf } from '../api/desk.ts';

/** Enough for a group to be named in a record; a template may be for fewer. */
const VOTERS_A_GROUP = 6;

const database = await freshDatabase();
let url = '';
let desk: Organizer;
let stop: () => Promise<unknown> = () => Promise.resolve();
beforeAll(async () => {
  const running = await startApi(database);
  url = running.url;
  stop = () => running.close();
  desk = deskAt(url, (await staffOf(running)).organizer.cookie);
});
afterAll(() => stop());

describe('a template can be made into an event, voted and sealed', () => {
  test.each(Object.values(PRESETS).map((preset) => [preset.id, preset.zh, preset] as const))(
    '%s %s',
    async (_id, _name, preset) => {
      const { event, polls } = await madeFrom(preset);
      await desk.signIn(event, true);
      const slips = await drawSlips(event, preset);
      for (const [place, poll] of polls.entries()) {
        await opened(event, poll, preset, place);
        const feeds = preset.polls.some(({ source }) => source?.poll === place);
        const outcome = await simulate({
          url,
          event,
          slips,
          concurrency: 6,
          rate: 0,
          faults: { drop: 0, dup: 0 },
          patienceMs: 30_000,
          ...(feeds ? { answers: alike } : {}),
        });
        expect(outcome).toMatchObject({ cast: slips.length, lost: 0 });
        await desk.act(poll, 'close');
        await desk.act(poll, 'seal');
      }
      await expectSealed(event, preset, slips.length);
    },
  );
});

async function madeFrom(preset: Preset): Promise<{ readonly event: EventId; readonly polls: readonly PollId[] }> {
  const groups = preset.groups.map(({ id, zh, due, relation }) => ({
    id: id as GroupId,
    name: zh,
    due,
    ...(relation === undefined ? {} : { relation }),
  }));
  const event = await desk.createEvent({ title: preset.zh, place: '示例礼堂', groups }, []);
  const polls: PollId[] = [];
  for (const { zh, source, checklist, paper, rules, release, given } of preset.polls) {
    const from = source === undefined ? undefined : polls[source.poll];
    const draft: PollDraft = {
      title: zh,
      paper,
      rules,
      release,
      at: '2026',
      ...(given === undefined ? {} : { given }),
      ...(source === undefined || from === undefined
        ? {}
        : { source: { poll: from, rule: source.rule, take: source.take } }),
      ...(checklist === undefined ? {} : { checklist: checklist.map((item) => ({ id: item.id, text: item.zh })) }),
    };
    polls.push((await desk.call<{ id: PollId }>('POST', `/events/${event}/polls`, draft)).id);
  }
  return { event, polls };
}

async function drawSlips(event: EventId, { groups }: Preset): Promise<readonly string[]> {
  const slips: string[] = [];
  for (const { id, due } of groups) {
    slips.push(...(await desk.drawSlips(event, id as GroupId, Math.min(due, VOTERS_A_GROUP))));
  }
  return slips;
}

async function opened(event: EventId, poll: PollId, preset: Preset, place: number): Promise<void> {
  // Names of other templates are in the memory by now; an organizer looks before the freeze where a rule looks back.
  await desk.call('POST', `/polls/${poll}/recall`, {});
  await desk.act(poll, 'freeze');
  for (const { id } of preset.polls[place]?.checklist ?? []) {
    await desk.call('PUT', `/polls/${poll}/checks`, { item: id, document: '示例文号〔2026〕1号', by: '经办人甲' });
  }
  for (;;) {
    const found = (await desk.look(event)).polls.find(({ id }) => id === poll);
    if (found?.keys.length === preset.groups.length) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await desk.act(poll, 'open');
}

/** All voters answer alike, so that the next stage has names to go on with. */
function alike(poll: PollView, _phone: number): Answers {
  const { paper } = poll.definition;
  if (paper.kind !== 'pick') return anyAnswers(poll);
  const chosen = questions(paper).slice(0, paper.max);
  return { choices: Object.fromEntries(chosen.map(({ id }) => [id, 'picked'])), writeIns: [] };
}

async function expectSealed(event: EventId, preset: Preset, voters: number): Promise<void> {
  const answer = await fetch(`${url}/api/events/${event}/bundle`);
  const bundle = (await answer.json()) as Bundle;
  expect(verifyBundle(bundle)).toMatchObject({ ok: true });
  expect(bundle.polls).toHaveLength(preset.polls.length);
  for (const [place, { record }] of bundle.polls.entries()) {
    expect(record.accounts).toMatchObject({ issued: voters, returned: voters, valid: voters });
    for (const rule of preset.polls[place]?.rules ?? []) {
      const findings = record.findings.filter((finding) => finding.rule === rule.id);
      expect(findings.length, `${rule.id} says nothing`).toBeGreaterThan(0);
      for (const { decided, label } of findings) {
        expect(decided).toBe(true);
        expect(label.zh).not.toBe('');
      }
    }
  }
}
