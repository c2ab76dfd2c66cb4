/** 程序情况表: a poll opens when every item is ticked with its document, and not a moment earlier. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keysSettled } from '../../api/src/desk/keys.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { acts, lookAt, meeting, must, POLL, type Staff, staffOf } from './desk.ts';

const running = await startApi(await freshDatabase());
afterAll(() => running.close());
let staff: Staff;
beforeAll(async () => {
  staff = await staffOf(running);
});

const CHECKLIST = [
  { id: 'plan', text: '方案已报上级备案' },
  { id: 'talk', text: '会前已充分讨论' },
];
const DRAFT = { ...POLL, checklist: CHECKLIST };
const made = () => meeting(staff.organizer, DRAFT);
const tick = (poll: string, item: string, document = '青组字〔2026〕3 号', by = '组织科') =>
  staff.organizer.ask('PUT', `/polls/${poll}/checks`, { item, document, by });
const step = (poll: string, name: string) => staff.organizer.ask('POST', `/polls/${poll}/${name}`);

async function frozen() {
  const one = await made();
  await must(staff.organizer, 'POST', `/polls/${one.poll}/freeze`);
  await keysSettled();
  return one;
}

describe('a checklist', () => {
  test('stops the opening and names the first open item, until all are ticked', async () => {
    const { event, poll } = await frozen();
    expect(await step(poll, 'open')).toMatchObject({ status: 409, body: { code: 'checklist_open', at: 'plan' } });
    await tick(poll, 'plan');
    expect(await step(poll, 'open')).toMatchObject({ status: 409, body: { code: 'checklist_open', at: 'talk' } });
    expect((await lookAt(staff.organizer, event, poll)).state).toBe('frozen');
    await tick(poll, 'talk', '会议纪要 2026-11-20');
    expect((await step(poll, 'open')).status).toBe(200);
    expect((await acts(staff.observer, event)).filter((act) => act === 'poll_opened')).toHaveLength(1);
  });

  test('is ticked and unticked with words in the trail, and shown to tellers and observers', async () => {
    const { event, poll } = await made();
    await tick(poll, 'plan');
    for (const reader of [staff.teller, staff.observer]) {
      const shown = await lookAt(reader, event, poll);
      expect(shown.checklist).toEqual(CHECKLIST);
      expect(shown.checks).toEqual([{ item: 'plan', document: '青组字〔2026〕3 号', by: '组织科' }]);
    }
    await tick(poll, 'plan', '');
    await tick(poll, 'plan', '');
    expect((await lookAt(staff.observer, event, poll)).checks).toEqual([]);
    const { body } = await staff.observer.ask('GET', `/events/${event}/trail`);
    expect((body as unknown as readonly object[]).slice(2)).toMatchObject([
      { act: 'check_ticked', poll, detail: { item: 'plan', text: '方案已报上级备案', by: '组织科' } },
      { act: 'check_unticked', poll, detail: { item: 'plan' } },
    ]);
  });

  test('is closed once the poll is open: nothing is ticked or unticked after that', async () => {
    const { poll } = await frozen();
    for (const { id } of CHECKLIST) await tick(poll, id);
    await must(staff.organizer, 'POST', `/polls/${poll}/open`);
    for (const document of ['', '另一份文件']) {
      expect(await tick(poll, 'plan', document)).toMatchObject({ status: 409, body: { code: 'wrong_state' } });
    }
  });

  test('that is being unticked while somebody opens never leaves an open poll with an open item', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { event, poll } = await frozen();
      for (const { id } of CHECKLIST) await tick(poll, id);
      const [opened, unticked] = await Promise.all([step(poll, 'open'), tick(poll, 'talk', '')]);
      const shown = await lookAt(staff.organizer, event, poll);
      if (opened.status === 200) {
        expect(unticked).toMatchObject({ status: 409, body: { code: 'wrong_state' } });
        expect(shown).toMatchObject({ state: 'open', checks: [{ item: 'plan' }, { item: 'talk' }] });
      } else {
        expect(opened).toMatchObject({ status: 409, body: { code: 'checklist_open', at: 'talk' } });
        expect(shown).toMatchObject({ state: 'frozen', checks: [{ item: 'plan' }] });
      }
    }
  });

  test('takes no tick for an item that is not on it, or on nobody’s word', async () => {
    const { poll } = await made();
    expect(await tick(poll, 'other')).toMatchObject({ status: 400, body: { code: 'body_malformed', at: 'item' } });
    expect(await tick(poll, 'plan', '文件', ' ')).toMatchObject({
      status: 400,
      body: { code: 'body_malformed', at: 'by' },
    });
    expect(await tick('none', 'plan')).toMatchObject({ status: 404, body: { code: 'unknown_poll' } });
  });

  test('whose item gets other words loses that tick, and keeps the others', async () => {
    const { event, poll } = await made();
    for (const { id } of CHECKLIST) await tick(poll, id);
    const [plan, talk] = CHECKLIST;
    const changed = { ...DRAFT, checklist: [plan, { ...talk, text: '会前已充分讨论并有记录' }] };
    await must(staff.organizer, 'PUT', `/polls/${poll}`, changed);
    expect((await lookAt(staff.organizer, event, poll)).checks.map(({ item }) => item)).toEqual(['plan']);
    expect((await acts(staff.organizer, event)).at(-1)).toBe('check_unticked');
  });

  test('with two items of one id is refused', async () => {
    const answer = await staff.organizer.ask('PUT', `/polls/${(await made()).poll}`, {
      ...DRAFT,
      checklist: [...CHECKLIST, { id: 'plan', text: '另一项' }],
    });
    expect(answer).toMatchObject({ status: 400, body: { code: 'poll_invalid', at: 'checklist[2].id' } });
  });
});
