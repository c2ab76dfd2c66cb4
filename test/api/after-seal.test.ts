/** What the desk adds to a sealed poll: written-in names of one person laid together, and a conclusion. The record stays. */
import { afterAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { acts, staffOf } from './desk.ts';
import { openness } from './openness.ts';

const running = await startApi(await freshDatabase());
afterAll(() => running.close());
const { url } = running;
const staff = await staffOf(running);
const { organizer } = staff;
const { look, meeting, sealed } = openness(url, organizer);

describe('written-in names', () => {
  test('are merged after the seal by a teller, with a reason, and taken back; the record stays', async () => {
    const { event, poll } = await sealed([
      { picks: ['c2'], written: '張三' },
      { picks: [], written: '王五' },
      { picks: [], written: '王武' },
      { picks: ['c1'] },
      { picks: ['c1'] },
    ]);
    const record = await (await fetch(`${url}/api/polls/${poll}/record`)).text();
    const merge = (name: string, into: string | null, person = staff.teller) =>
      person.ask('PUT', `/polls/${poll}/write-ins`, { name, into, reason: '同一人', by: '李监票' });
    expect((await merge('張三', '张三')).status).toBe(200);
    expect((await merge('王武', '王五')).status).toBe(200);
    const merges = async () => (await look(event)).polls[0]?.merges;
    expect(await merges()).toEqual([
      { name: '張三', into: '张三', reason: '同一人', by: '李监票' },
      { name: '王武', into: '王五', reason: '同一人', by: '李监票' },
    ]);
    expect((await look(event)).polls[0]?.writeIns).toHaveLength(3);
    // In a circle, to nobody, of nobody, by somebody who may not.
    expect((await merge('王五', '王武')).body.at).toBe('into');
    expect((await merge('王五', '王五')).body.at).toBe('into');
    expect((await merge('王五', '赵六')).body.at).toBe('into');
    expect((await merge('赵六', '张三')).body.at).toBe('name');
    expect((await merge('王五', '张三', staff.observer)).body.code).toBe('wrong_role');
    expect(
      (await staff.teller.ask('PUT', `/polls/${poll}/write-ins`, { name: '王五', into: '张三', reason: '', by: '李' }))
        .body.at,
    ).toBe('reason');
    expect((await merge('王武', null)).status).toBe(200);
    expect(await merges()).toHaveLength(1);
    expect((await acts(organizer, event)).slice(-3)).toEqual(['write_in_merged', 'write_in_merged', 'write_in_merged']);
    expect(await (await fetch(`${url}/api/polls/${poll}/record`)).text()).toBe(record);
  });

  test('stay as they are while nothing is sealed', async () => {
    const { poll } = await meeting();
    const body = { name: '王五', into: '张三', reason: '同一人', by: '李监票' };
    expect((await organizer.ask('PUT', `/polls/${poll}/write-ins`, body)).body.code).toBe('wrong_state');
  });
});

describe('a conclusion', () => {
  test('is written after the seal, changed and taken back; the trail has its hash', async () => {
    const { event, poll } = await sealed([{ picks: ['c1'] }]);
    const conclude = (text: string, person = organizer) =>
      person.ask('PUT', `/polls/${poll}/conclusion`, { text, by: '考察组' });
    expect((await conclude('投票与谈话基本一致。\n\n张三得票集中。')).status).toBe(200);
    const now = async () => (await look(event)).polls[0]?.conclusion;
    expect(await now()).toEqual({ text: '投票与谈话基本一致。\n\n张三得票集中。', by: '考察组' });
    expect((await conclude('改写', staff.teller)).body.code).toBe('wrong_role');
    await conclude('');
    expect(await now()).toBeNull();
    const trail = JSON.stringify((await organizer.ask('GET', `/events/${event}/trail`)).body);
    expect(trail).toMatch(/conclusion_written/);
    expect(trail).not.toContain('得票集中');
    const draft = await meeting();
    expect((await organizer.ask('PUT', `/polls/${draft.poll}/conclusion`, { text: '早', by: '组' })).body.code).toBe(
      'wrong_state',
    );
  });
});
