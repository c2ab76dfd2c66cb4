/**
 * Coming in by name, and one device for many, as people in the hall do it: in Chromium, on the real server and database.
 *
 * The code on the wall, a personal code, a personal link and the door; a network that goes away in the middle; and a shared
 * device that has nothing of the last voter left when the next one takes it.
 */
import { personalCodeHash, presetRules, type EventId, type GroupId, type PollId } from 'ballot-core';
import type { EventDraft, PollDraft } from 'api';
import type { RosterView, SharedDevice } from 'api/desk-views';
import type { HallView } from 'api/views';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setupLink } from '../../api/src/desk/setup.ts';
import type { Running } from '../../api/src/serve.ts';
import { connection } from '../load/http.ts';
import { until, type Organizer } from '../load/organizer.ts';
import { signIn, tokenOf } from '../load/phone.ts';
import { firstOrganizer } from '../meeting.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { launch, person, type Person } from './browser.ts';

const PATIENCE_MS = 60_000;
const GROUP = 'all' as GroupId;
const NAMES = ['甲某', '乙某', '丙某'];
const CODES = ['0123-4567', '89AB-CDEF', 'GHJK-MNPQ'];

const database = freshDatabase();
let running: Running;
let desk: Organizer;
let browser: Browser;
beforeAll(async () => {
  running = await startApi(await database);
  desk = await firstOrganizer(running.url, await setupLink(running.deps, running.url));
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await running.close();
});

const motion = (title: string, more: Partial<PollDraft> = {}): PollDraft => ({
  title,
  paper: { kind: 'motion', matters: [{ id: 'm1', name: `${title}事项` }] },
  rules: presetRules('P08'),
  release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
  ...more,
});

interface Hall {
  readonly event: EventId;
  readonly polls: readonly PollId[];
  /** Roster entries in the order of `NAMES`, and one more with the first name of another unit. */
  readonly entries: readonly string[];
  readonly slips: readonly string[];
  /** The address in the wall's QR code now, as this server is reached here. */
  readonly wall: () => Promise<string>;
  readonly device: () => Promise<string>;
}

async function hall(admission: 'slips' | 'roster', drafts: readonly PollDraft[]): Promise<Hall> {
  const { url } = running;
  const draft: EventDraft = {
    title: '全体会议',
    place: '',
    groups: [{ id: GROUP, name: '参会人员', due: 9 }],
    admission,
  };
  const event = await desk.createEvent(draft, drafts);
  let entries: readonly string[] = [];
  if (admission === 'roster') {
    const people = [
      ...NAMES.map((name) => ({ name, unit: '一科', group: GROUP })),
      { name: '甲某', unit: '二科', group: GROUP },
    ];
    await desk.call('POST', `/events/${event}/roster`, { entries: people });
    const roster = await desk.call<RosterView>('GET', `/events/${event}/roster`);
    entries = people.map(
      ({ name, unit }) => roster.entries.find((one) => one.name === name && one.unit === unit)?.id ?? '',
    );
    const codes = NAMES.map((_, i) => {
      const entry = entries[i] ?? '';
      return { entry, hash: personalCodeHash(entry, CODES[i]?.replace('-', '') ?? '') };
    });
    await desk.call('POST', `/events/${event}/personal-codes`, { codes });
  }
  const { polls, displayCode } = await desk.freezeAll(event);
  const slips = admission === 'slips' ? await desk.drawSlips(event, GROUP, 9) : [];
  await desk.signIn(event, true);
  const here = (address: string): string => `${url}/v/${event}${address.slice(address.indexOf('#'))}`;
  return {
    event,
    polls: polls.map(({ id }) => id),
    entries,
    slips,
    wall: async () => here(((await (await fetch(`${url}/api/stage/${displayCode}/hall`)).json()) as HallView).url),
    device: async () => here((await desk.call<SharedDevice>('POST', `/events/${event}/shared-device`, {})).url),
  };
}

const seen = (page: Page, text: string | RegExp) =>
  page.getByText(text).first().waitFor({ state: 'visible', timeout: PATIENCE_MS });
const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).first().click({ timeout: PATIENCE_MS });
/** A code that is scanned into the browser opens the page anew. */
async function scan(page: Page, address: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(address);
}

/** Everything that the browser keeps for this site, but for the paper, which is public. */
const kept = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const entries = Object.entries({ ...localStorage, ...sessionStorage });
    return JSON.stringify(Object.fromEntries(entries.filter(([key]) => !key.endsWith('/event'))));
  });
const OF_A_BALLOT = /secretKey|choices|agree|draft|credential/;

async function vote(page: Page, mark: string): Promise<void> {
  await press(page, '开始填写');
  await page.getByRole('radio', { name: mark, exact: true }).check({ force: true });
  await press(page, '核对');
}

const phone = (): Promise<Person> => person(browser, 360, 740);

describe('coming in by name', () => {
  test('by code: first the wall, then the name; the network goes away in the middle and nothing typed is lost', async () => {
    const { event, polls, wall } = await hall('roster', [motion('票决')]);
    const { page, context, complaints } = await phone();
    await page.goto(`${running.url}/v/${event}`);
    await seen(page, '请扫描大屏上的签到码');
    await seen(page, '扫不了码？');
    await scan(page, `${running.url}/v/${event}#hall=not.a.code`);
    await seen(page, '这个签到码已经失效。请重新扫描屏幕上的二维码。');

    await scan(page, await wall());
    await seen(page, '请填写姓名签到');
    expect(new URL(page.url()).hash).toBe('');
    await page.getByLabel('姓名').fill('甲某');
    await press(page, '签到，请门口确认');
    await seen(page, '名册上有同名的人。请同时填写单位。');
    await page.getByLabel('单位').fill('一科');
    await page.getByLabel('个人码（可不填）').fill('0123');
    await press(page, '签到');
    await seen(page, '个人码应为 8 位');
    await page.getByLabel('个人码（可不填）').fill('zzzzzzzz');
    await press(page, '签到');
    await seen(page, '名册上没有这样的姓名和个人码。');

    await page.reload();
    expect(await page.getByLabel('姓名').inputValue()).toBe('甲某');
    expect(await page.getByLabel('单位').inputValue()).toBe('一科');
    await page.getByLabel('个人码（可不填）').fill('o l23-4567');
    await context.setOffline(true);
    await press(page, '签到');
    await seen(page, /网络不通/);
    await context.setOffline(false);
    await seen(page, '您的投票资格已就绪');
    const storage = await kept(page);
    for (const typed of ['甲某', '01234567', '0123-4567']) expect(storage).not.toContain(typed);

    await desk.act(polls[0] as PollId, 'open');
    await vote(page, '同意');
    await press(page, '提交选票');
    await seen(page, '您的选票已计入');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('by personal link: kept until the wall is scanned, then only confirmed', async () => {
    const { event, entries, wall } = await hall('roster', [motion('票决')]);
    const { page, context, complaints } = await phone();
    await page.goto(`${running.url}/v/${event}#own=${entries[1]}.${CODES[1]?.replace('-', '')}`);
    await seen(page, '已记下您的个人链接');
    expect(new URL(page.url()).hash).toBe('');
    await scan(page, await wall());
    await seen(page, '已读取您的个人链接');
    expect(await page.getByLabel('姓名').count()).toBe(0);
    await page.getByRole('button', { name: '确认签到' }).dblclick();
    await seen(page, '您的投票资格已就绪');
    expect((await desk.look(event)).roster).toMatchObject([{ present: 1 }]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('by the door: the number stays over a reload, a refusal is said, a confirmation goes on by itself', async () => {
    const { event, wall } = await hall('roster', [motion('票决')]);
    const { page, context, complaints } = await phone();
    await scan(page, await wall());
    await page.getByLabel('姓名').fill('乙 某');
    await press(page, '签到，请门口确认');
    const waiting = async () =>
      (await desk.call<RosterView>('GET', `/events/${event}/roster`)).requests.find(({ slip }) => slip !== '');
    const shown = async (): Promise<number> =>
      Number(
        await page
          .locator('.number')
          .innerText()
          .then((text) => text.replace(/\D/g, '')),
      );
    await seen(page, '请门口签到员确认');
    const first = await waiting();
    expect(await shown()).toBe(first?.number);
    await page.reload();
    await seen(page, '请门口签到员确认');
    expect(await shown()).toBe(first?.number);
    await desk.call('PUT', `/events/${event}/door/${first?.slip}`, { confirm: false });
    await seen(page, '门口工作人员没有确认这次签到。');

    await press(page, '签到，请门口确认');
    await seen(page, '请门口签到员确认');
    const again = await until(waiting, (request) => request !== undefined);
    // A second page of the same phone asks with the same slip.
    const other = await context.newPage();
    await other.goto(`${running.url}/v/${event}`);
    await seen(other, '请门口签到员确认');
    await desk.call('PUT', `/events/${event}/door/${again?.slip}`, { confirm: true });
    await seen(page, '您的投票资格已就绪');
    await seen(other, '您的投票资格已就绪');
    expect((await desk.look(event)).roster).toMatchObject([{ present: 1 }]);
    await page.goBack().catch(() => null);
    await page.goto(`${running.url}/v/${event}`);
    await seen(page, '您的投票资格已就绪');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a phone that was replaced keeps what it holds, and says of the next poll that it is elsewhere', async () => {
    const { event, polls, entries, wall } = await hall('roster', [motion('甲项'), motion('乙项')]);
    const [first, second] = [await phone(), await phone()];
    for (const { page } of [first, second]) {
      await page.goto(`${running.url}/v/${event}#own=${entries[2]}.${CODES[2]?.replace('-', '')}`);
      await seen(page, '已记下您的个人链接');
      await scan(page, await wall());
      await press(page, '确认签到');
    }
    await seen(first.page, '您的投票资格已就绪');
    await seen(second.page, '本项的投票资格已在别处领取');
    await desk.act(polls[0] as PollId, 'open');
    await vote(first.page, '不同意');
    await press(first.page, '提交选票');
    await seen(first.page, '您的选票已计入');
    expect([...first.complaints, ...second.complaints]).toEqual([]);
    await first.context.close();
    await second.context.close();
  });
});

describe('a shared device', () => {
  test('three voters with slips, one after the other: nothing of one is left for the next, not even behind the back button', async () => {
    const { event, polls, slips, device } = await hall('slips', [motion('票决')]);
    await desk.act(polls[0] as PollId, 'open');
    const { page, context, complaints } = await person(browser, 800, 1180);
    await page.goto(await device());
    await seen(page, '请输入票证码');
    const before = await kept(page);
    const entries = await page.evaluate(() => history.length);

    // The first types the code, votes, and hands on.
    await page.getByLabel('票证码').fill(slips[0] ?? '');
    await press(page, '确认');
    await vote(page, '同意');
    await seen(page, '共用设备不留回执和选票内容。');
    await press(page, '提交选票');
    await seen(page, '您的选票已计入');
    expect(await page.getByText('查看回执').count()).toBe(0);
    expect(await kept(page)).not.toMatch(OF_A_BALLOT);
    await press(page, '完成，交给下一位');
    await seen(page, '请输入票证码');
    const turn = (text: string): string => text.replace(/\\"turn\\":\d+/, '');
    expect(turn(await kept(page))).toBe(turn(before));
    expect(await page.getByLabel('票证码').inputValue()).toBe('');
    expect(await page.evaluate(() => history.length)).toBe(entries);
    await page.goBack().catch(() => null);
    expect(await page.locator('body').innerText()).not.toMatch(/同意|您的选票/);
    await page.goto(`${running.url}/v/${event}`);
    await seen(page, '共用设备');

    // The second pastes the slip's address, stops in the middle, and is told what would be lost.
    await page.getByLabel('票证码').fill(`${running.url}/v/${event}#${slips[1]?.replace(/-/g, '')}`);
    await press(page, '确认');
    await press(page, '开始填写');
    await page.getByRole('radio', { name: '不同意', exact: true }).check({ force: true });
    await press(page, '交给下一位');
    await seen(page, '这些资格即作废');
    await press(page, '我还没投完，继续');
    expect(await page.getByRole('radio', { name: /^不同意/ }).isChecked()).toBe(true);
    // The network goes away in the moment of handing in: the device can't be handed on until it is back.
    await press(page, '核对');
    await context.setOffline(true);
    await press(page, '提交选票');
    await seen(page, /选票已保存在本机/);
    await press(page, '交给下一位');
    await seen(page, '选票还在提交。');
    expect(await page.getByRole('button', { name: '交给下一位' }).count()).toBe(0);
    await context.setOffline(false);
    await press(page, '我还没投完，继续');
    await seen(page, '您的选票已计入');

    // The third scans while the second's last page is still there; nothing is at stake, so it is the third's turn.
    await page.goto(`${running.url}/v/${event}#${slips[2]?.replace(/-/g, '')}`);
    await vote(page, '弃权');
    await press(page, '提交选票');
    await seen(page, '您的选票已计入');
    await press(page, '完成，交给下一位');
    await seen(page, '请输入票证码');
    expect(turn(await kept(page))).toBe(turn(before));

    // A slip that comes back is told so.
    await page.getByLabel('票证码').fill(slips[2] ?? '');
    await press(page, '确认');
    await seen(page, '本项的投票资格已在别处领取');
    await press(page, '完成，交给下一位');

    await press(page, '退出共用模式');
    await press(page, '继续共用');
    await page.reload();
    await seen(page, '共用设备');
    await press(page, '退出共用模式');
    await press(page, '确定退出');
    await seen(page, '请输入票证码');
    expect(await page.getByText('共用设备').count()).toBe(0);
    expect((await desk.look(event)).polls[0]?.accounts).toMatchObject({ issued: 3 });
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('untouched for a minute it covers the screen and erases the marks; once all is handed in it goes on by itself', async () => {
    const { polls, slips, device } = await hall('slips', [motion('票决')]);
    await desk.act(polls[0] as PollId, 'open');
    // So small that the note that warns moves what is read: that is nobody's touch.
    const { page, context, complaints } = await person(browser, 360, 320);
    await page.clock.install();
    await page.goto(await device());
    await page.getByLabel('票证码').fill(slips[0] ?? '');
    await press(page, '确认');
    await press(page, '开始填写');
    await page.getByRole('radio', { name: '同意', exact: true }).press('Space');
    await page.evaluate(() => window.scrollTo(0, 9_999));
    await page.clock.fastForward(50_000);
    await seen(page, /秒后遮盖屏幕/);
    await page.clock.fastForward(12_000);
    await seen(page, '屏幕已遮盖');
    expect(await page.getByRole('radio').count()).toBe(0);
    expect(await kept(page)).not.toMatch(/draft|agree|choices/);
    await press(page, '我还没投完，继续');
    expect(await page.getByRole('radio', { name: '同意', exact: true }).isChecked()).toBe(false);
    await page.getByRole('radio', { name: '弃权', exact: true }).press('Space');
    await press(page, '核对');
    await press(page, '提交选票');
    await seen(page, '您的选票已计入');
    await page.clock.fastForward(61_000);
    await seen(page, '请输入票证码');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('by name: it stands for the code on the wall, and the same name comes back for the next poll', async () => {
    const { polls, event, device, wall } = await hall('roster', [motion('甲项'), motion('乙项')]);
    const { page, context, complaints } = await person(browser, 800, 1180);
    await page.goto(await device());
    const come = async (): Promise<void> => {
      await page.getByLabel('姓名').fill('丙某');
      await page.getByLabel('个人码（可不填）').fill(CODES[2] ?? '');
      await press(page, '签到');
    };
    await come();
    await seen(page, '本项尚未开始');
    await press(page, '完成，交给下一位');
    await desk.act(polls[0] as PollId, 'open');
    await come();
    await vote(page, '同意');
    await press(page, '提交选票');
    await seen(page, '您的选票已计入');
    await press(page, '完成，交给下一位');
    expect(await kept(page)).not.toMatch(/丙某|GHJK/);
    await desk.act(polls[1] as PollId, 'open');
    await come();
    await seen(page, '本项的投票资格已在别处领取');
    await vote(page, '弃权');
    await press(page, '提交选票');
    await seen(page, '您的选票已计入');
    await press(page, '完成，交给下一位');
    const { roster, polls: after } = await desk.look(event);
    expect(roster).toMatchObject([{ present: 1 }]);
    expect(after.map(({ accounts }) => accounts.issued)).toEqual([1, 1]);

    // A phone comes in beside it, by the code on the wall.
    const { send, close } = connection(running.url);
    const phoned = await signIn(send, event, tokenOf(await wall()), { name: '乙某', code: CODES[1] ?? '' });
    expect(phoned.group).toBe(GROUP);
    close();
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('what a poll and a meeting say of themselves', () => {
  test('without receipts the phone says so before and after, and keeps nothing', async () => {
    const { polls, slips, event } = await hall('slips', [motion('票决', { receipts: 'off' })]);
    await desk.act(polls[0] as PollId, 'open');
    const { page, context, complaints } = await phone();
    await page.goto(`${running.url}/v/${event}#${slips[0]?.replace(/-/g, '')}`);
    await vote(page, '同意');
    await seen(page, '本项不发回执：提交后本机不留选票内容');
    await press(page, '提交选票');
    await seen(page, '您的选票已计入');
    await seen(page, /本机已清除选票内容/);
    expect(await kept(page)).not.toMatch(OF_A_BALLOT);
    await desk.act(polls[0] as PollId, 'close');
    await desk.act(polls[0] as PollId, 'seal');
    await press(page, '返回首页');
    await seen(page, '查看封存记录');
    expect(await page.getByText('查看回执').count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a rehearsal says so on every screen, in the language that was chosen', async () => {
    const { event } = await hall('slips', [motion('票决')]);
    const { id } = await desk.call<{ readonly id: EventId }>('POST', `/events/${event}/rehearsal`, {});
    const { polls } = await desk.freezeAll(id);
    const slips = await desk.drawSlips(id, GROUP, 3);
    await desk.signIn(id, true);
    await desk.act(polls[0]?.id as PollId, 'open');
    const { page, context } = await phone();
    await page.goto(`${running.url}/v/${id}`);
    const banner = () => page.getByText('演练', { exact: true }).waitFor({ state: 'visible', timeout: PATIENCE_MS });
    await banner();
    await page.goto(`${running.url}/v/${id}#${slips[0]?.replace(/-/g, '')}`);
    await seen(page, '投票进行中');
    await banner();
    await vote(page, '同意');
    await banner();
    await press(page, '提交选票');
    await seen(page, '您的选票已计入');
    await banner();
    await page.getByRole('button', { name: '切换语言：English' }).click();
    await page.getByText('REHEARSAL', { exact: true }).waitFor({ timeout: PATIENCE_MS });
    await seen(page, 'Your ballot is counted');
    await context.close();
  });
});
