/**
 * A meeting that comes in by name, as its desk sees it: in Chromium, on the real server and database.
 *
 * The organizer pastes a roster with faults and mends it, draws personal codes, runs the poll and corrects the sealed
 * record; a clerk keeps the door and is offered nothing else; phones come in by a card, by the door and by hand; and a
 * rehearsal says on every screen that it is none of this.
 */
import type { EventId } from 'ballot-core';
import type { DeskEvent, RosterView } from 'api/desk-views';
import type { HallView } from 'api/views';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setupLink } from '../../api/src/desk/setup.ts';
import type { Running } from '../../api/src/serve.ts';
import { connection, type Send } from '../load/http.ts';
import type { Organizer } from '../load/organizer.ts';
import { anyAnswers, ballotOf, cast, eventView, issue, signIn, tokenOf } from '../load/phone.ts';
import { firstOrganizer } from '../meeting.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { launch, person, type Person } from './browser.ts';
import { holds } from './qr.ts';

const PATIENCE_MS = 60_000;
const ORGANIZER = { username: 'organizer', password: 'a long password' };
const CLERK = { username: 'menkou', password: 'another long one' };
/** As it comes out of Excel: line 5 says somebody twice, line 7 names a group that the meeting doesn't have. */
const PASTED = [
  '姓名\t单位\t组别',
  '甲某\t一科\t',
  '乙某\t一科\t',
  '丙某\t二科\t',
  '甲某\t一科\t',
  '丁某\t二科\t',
  '戊某\t二科\t列席',
  '己某\t二科\t',
].join('\n');
const DUE = 6;
/** What whoever may only look at a meeting can press on its page. */
const HARMLESS = /^(?:复制|全部 \d+ 条)$/;
const REASON = '会议名称漏写年份';

const database = freshDatabase();
let running: Running;
let api: Organizer;
let browser: Browser;
beforeAll(async () => {
  running = await startApi(await database);
  api = await firstOrganizer(running.url, await setupLink(running.deps, running.url));
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await running.close();
});

const seen = (where: Page | Locator, text: string | RegExp) =>
  where.getByText(text).first().waitFor({ state: 'visible', timeout: PATIENCE_MS });
const press = (where: Page | Locator, name: string | RegExp) =>
  where.getByRole('button', { name, exact: true }).first().click({ timeout: PATIENCE_MS });
const follow = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).first().click();
/** One act of the desk with its confirmation. */
async function act(page: Page, name: string, verb = name): Promise<void> {
  await press(page, name);
  await press(page.getByRole('dialog'), verb);
  await page.getByRole('dialog').waitFor({ state: 'hidden', timeout: PATIENCE_MS });
}

/** Somebody with a browser, and every answer to it that says no; whoever isn't signed in yet is told so. */
async function somebody(width: number, height: number): Promise<Person & { readonly refused: string[] }> {
  const one = await person(browser, width, height);
  const refused: string[] = [];
  one.page.on('response', (answer) => {
    const { pathname } = new URL(answer.url());
    if (answer.status() >= 400 && pathname !== '/api/desk/me') refused.push(`${answer.status()} ${pathname}`);
  });
  return { ...one, refused };
}

async function login({ page }: Person, { username, password }: typeof CLERK): Promise<void> {
  await page.goto(`${running.url}/desk`);
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await press(page, '登录');
}

/** From the desk's first page to the new meeting's. */
async function makeEvent({ page }: Person): Promise<EventId> {
  await follow(page, '新建会议');
  await page.getByText('不用模板，从空白票面开始').click();
  await press(page, '表决');
  await page.getByLabel('会议名称').fill('职工大会');
  await page.getByLabel('地点').fill('一楼礼堂');
  await page.getByRole('radio', { name: /^按名册签到/ }).check();
  await page.getByLabel('应到人数', { exact: true }).fill('9');
  await page.getByLabel('票面标题').fill('制度票决');
  await page.getByLabel('议题').fill('通过考勤办法');
  await press(page, '建立会议');
  await page.waitForURL(/\/desk\/events\/[a-z0-9]+$/);
  return page.url().replace(/.*\//, '') as EventId;
}

async function makeClerk({ page }: Person): Promise<void> {
  await follow(page, '人员');
  await page.getByRole('radio', { name: /^签到员/ }).check();
  await page.getByLabel('姓名').fill('门口甲');
  await page.getByLabel('用户名').fill(CLERK.username);
  await page.getByLabel('初始密码').fill(CLERK.password);
  await press(page, '添加');
  await seen(page, '已添加门口甲');
}

/** Pastes, reads what is wrong with which line, says what the group means, and takes 应到 from the names. */
async function takeRoster({ page }: Person): Promise<void> {
  await follow(page, '去导入');
  await page.getByLabel('从 Excel 粘贴').fill(PASTED);
  await seen(page, '可以导入 5 人');
  await seen(page, '2 行不会导入');
  const line = (number: number) =>
    page.getByRole('row').filter({ has: page.getByRole('cell', { name: `${number}`, exact: true }) });
  await seen(line(5), '与第 2 行重复');
  await seen(line(7), '会议里没有“列席”组');
  await page.getByLabel('“列席”').selectOption({ index: 1 });
  await press(page, `导入 ${DUE} 人`);
  await seen(page, `已导入 ${DUE} 人。`);
  await seen(page, '少 3 人');
  await press(page, `按名册改应到（${DUE} 人）`);
  await seen(page, '一致');
}

interface CardRead {
  readonly name: string;
  readonly code: string;
  readonly qr: Locator;
}
/** Draws codes for everybody and reads them off the cards, which is where people get them from. */
async function drawCards({ page }: Person): Promise<readonly CardRead[]> {
  await follow(page, '名册');
  await follow(page, '印个人码');
  await press(page, `生成 ${DUE} 张`);
  const cards = page.getByTestId('code-sheets').getByRole('article');
  await cards.first().waitFor({ timeout: PATIENCE_MS });
  return Promise.all(
    (await cards.all()).map(async (card) => ({
      name: await card.locator('.name').innerText(),
      code: await card.locator('.codes strong').innerText(),
      qr: card.locator('svg'),
    })),
  );
}

/** 应到 实到 迟到 离场 未到, as the door shows them. */
const counts = async (page: Page): Promise<readonly number[]> =>
  (await page.locator('dl.counts dd').allInnerTexts()).map(Number);
const counted = (page: Page, wanted: readonly number[]) =>
  expect.poll(() => counts(page), { timeout: PATIENCE_MS }).toEqual(wanted);
/** Somebody in the register. */
const noted = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });

/** What a field says it is described by and isn't there. */
const describedByNothing = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('[aria-describedby]')]
      .flatMap((field) => (field.getAttribute('aria-describedby') ?? '').split(/\s+/))
      .filter((id) => document.getElementById(id) === null),
  );

async function vote(page: Page, mark: string): Promise<void> {
  await press(page, '开始填写');
  await page.getByRole('radio', { name: mark, exact: true }).check({ force: true });
  await press(page, '核对');
  await press(page, '提交选票');
  await seen(page, '您的选票已计入');
}

/** A simulated phone with a code: in, and once the poll is open, a ballot. */
async function comeIn(send: Send, event: EventId, wall: string, { name, code }: CardRead) {
  const { slip, group } = await signIn(send, event, tokenOf(wall), { name, code });
  if (group === undefined) throw new Error('a name with its code is in at once');
  const { polls } = await eventView(send, event);
  const [held] = await issue(send, event, slip.code, group, polls);
  return async (): Promise<void> => {
    const [poll] = (await eventView(send, event)).polls;
    if (poll === undefined || held === undefined) throw new Error('one poll, one right');
    await cast(send, poll.id, ballotOf(poll, held, anyAnswers(poll)));
  };
}

describe('a meeting that comes in by name, in a browser', () => {
  test('roster, codes, door, register, poll, correction, rehearsal', async () => {
    const desk = await somebody(1366, 768);
    await login(desk, ORGANIZER);
    const event = await makeEvent(desk);
    const home = desk.page.url();
    await makeClerk(desk);
    await desk.page.goto(home);
    await takeRoster(desk);
    await desk.page.goto(home);

    // An act takes its button away: the focus goes on to the next step, not to nowhere.
    const focused = () => desk.page.evaluate(() => document.activeElement?.id);
    await act(desk.page, '冻结票面');
    await expect.poll(focused, { timeout: PATIENCE_MS }).toBe('next-step');
    const roster = await api.call<RosterView>('GET', `/events/${event}/roster`);
    const cards = await drawCards(desk);
    expect(cards.map(({ name }) => name).toSorted()).toEqual(roster.entries.map(({ name }) => name).toSorted());
    const card = (name: string): CardRead => {
      const found = cards.find((each) => each.name === name);
      if (found === undefined) throw new Error(`no card of ${name}`);
      return found;
    };
    const view: DeskEvent = await api.look(event);
    const own = `own=${roster.entries.find(({ name }) => name === '甲某')?.id}.${card('甲某').code.replace('-', '')}`;
    expect(await holds(card('甲某').qr, `${view.voterUrl}#${own}`, 'M')).toBe(true);
    desk.page.once('dialog', (dialog) => void dialog.accept());
    await follow(desk.page, '已印好，返回');
    await seen(desk.page, `已有个人码 ${DUE} 人`);
    await desk.page.goto(home);
    const wall = await somebody(1920, 1080);
    const display = `${running.url}/stage/${view.displayCode}`;
    await wall.page.goto(display);
    await wall.page.getByTestId('hall-code').locator('svg').waitFor({ timeout: PATIENCE_MS });
    const hall = async (): Promise<string> => {
      const { url } = (await (await fetch(`${running.url}/api/stage/${view.displayCode}/hall`)).json()) as HallView;
      return `${running.url}/v/${event}${url.slice(url.indexOf('#'))}`;
    };

    // By the card's link and the wall's code, before the door is open: it waits, and is in by itself.
    const [first, second] = [await somebody(360, 740), await somebody(390, 740)];
    await first.page.goto(`${running.url}/v/${event}#${own}`);
    await seen(first.page, '已记下您的个人链接');
    await first.page.goto('about:blank');
    await first.page.goto(await hall());
    await press(first.page, '确认签到');
    await seen(first.page, '等待签到开始');
    expect(await first.page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await press(desk.page, '开放签到');
    await seen(desk.page, '开始投票“制度票决”');
    await expect.poll(focused, { timeout: PATIENCE_MS }).toBe('next-step');
    await seen(first.page, '您的投票资格已就绪');
    expect(new Set(first.refused.splice(0))).toEqual(new Set([`409 /api/events/${event}/sign-ins`]));

    // The clerk is led to the door and offered nothing else.
    const door = await somebody(820, 1180);
    await login(door, CLERK);
    await seen(door.page, '选择会议，到门口的签到页。');
    expect(await door.page.getByRole('navigation').getByRole('link').allInnerTexts()).toEqual(['签到']);
    await door.page.getByRole('link', { name: /职工大会/ }).click();
    await counted(door.page, [DUE, 1, 0, 0, DUE - 1]);

    // By the card's code; by name alone.
    const { send, close } = connection(running.url);
    const third = await comeIn(send, event, await hall(), card('丙某'));

    await second.page.goto(await hall());
    await seen(second.page, '请填写姓名签到');
    expect(await describedByNothing(second.page)).toEqual([]);
    await second.page.getByLabel('姓名').fill('乙某');
    await press(second.page, '签到，请门口确认');
    await seen(second.page, '请门口签到员确认');
    const number = (await second.page.locator('.number').innerText()).replace(/\D/g, '');
    expect(number).toMatch(/^\d{3}$/);
    const waiting = door.page.locator('li[data-slip]');
    await waiting.waitFor({ timeout: PATIENCE_MS });
    expect((await waiting.locator('.digits').innerText()).replace(/\D/g, '')).toBe(number);
    await press(door.page, `确认乙某入场，核对数 ${number}`);
    await seen(second.page, '您的投票资格已就绪');
    await counted(door.page, [DUE, 3, 0, 0, 3]);
    await seen(noted(door.page, '乙某'), '门口确认（menkou）');

    // By hand and taken back; late and left, and both taken back or kept.
    await press(door.page, '登记丁某到场');
    await press(door.page.getByRole('dialog'), '登记到场');
    await counted(door.page, [DUE, 4, 0, 0, 2]);
    await press(door.page, '撤销丁某的签到');
    await press(door.page.getByRole('dialog'), '撤销签到');
    await counted(door.page, [DUE, 3, 0, 0, 3]);
    await door.page.getByLabel('丙某迟到').check();
    await counted(door.page, [DUE, 3, 1, 0, 3]);
    await press(door.page, '登记戊某到场');
    await press(door.page.getByRole('dialog'), '登记到场');
    await counted(door.page, [DUE, 4, 1, 0, 2]);
    await press(door.page, '记戊某离场');
    await press(door.page.getByRole('dialog'), '记离场');
    await counted(door.page, [DUE, 3, 1, 1, 2]);

    await act(desk.page, '开始投票');
    await expect.poll(focused, { timeout: PATIENCE_MS }).toBe('next-step');
    await vote(first.page, '同意');
    await vote(second.page, '不同意');
    await third();
    // Whoever comes in now is late without anybody noting it.
    await comeIn(send, event, await hall(), card('己某'));
    await counted(door.page, [DUE, 4, 2, 1, 1]);
    close();

    await door.page.goto(home);
    await seen(door.page, '制度票决');
    const buttons = await door.page.locator('main').getByRole('button').allInnerTexts();
    expect(buttons.filter((name) => !HARMLESS.test(name))).toEqual([]);

    await act(desk.page, '截止投票');
    await act(desk.page, '清点并封存');
    await seen(wall.page, '应到 6 人');
    for (const { page } of [first, second]) await seen(page, '您的票已计入结果');

    // The sheet and the one page stand beside each other at the sealed poll, each with one title.
    const sealed = desk.page.getByRole('region', { name: /制度票决/ });
    for (const paper of ['结果报告单', '封存记录单']) {
      await sealed.getByRole('link', { name: paper, exact: true }).click();
      const titles = () => desk.page.getByRole('heading', { level: 1 }).allInnerTexts();
      await expect.poll(titles, { timeout: PATIENCE_MS }).toEqual(['制度票决']);
      await desk.page.goto(home);
    }

    await press(desk.page, '修改会议信息');
    await desk.page.getByRole('dialog').getByLabel('会议名称').fill('2026 年职工大会');
    await press(desk.page.getByRole('dialog'), '保存');
    await press(desk.page, '更正');
    await seen(desk.page.getByRole('dialog'), '会议名称：“职工大会”改为“2026 年职工大会”');
    await desk.page.getByRole('dialog').getByLabel('更正理由').fill(REASON);
    await press(desk.page.getByRole('dialog'), '签发更正');
    await seen(sealed, '已更正 1 次');
    await sealed.getByRole('link', { name: '公开记录', exact: true }).click();
    await seen(desk.page, REASON);
    await seen(desk.page, '第 2 份 · 本页显示');
    await seen(desk.page, '封存时的记录（organizer');

    // A rehearsal says so on every screen, and leaves nothing.
    await desk.page.goto(home);
    await act(desk.page, '演练', '开始演练');
    await seen(desk.page, '这是演练，票证、票数和结果都不作数。');
    const copy = desk.page.url().replace(/.*\//, '') as EventId;
    expect(copy).not.toBe(event);
    await wall.page.goto(`${running.url}/stage/${(await api.look(copy)).displayCode}`);
    await first.page.goto(`${running.url}/v/${copy}`);
    for (const { page } of [wall, first]) await seen(page, '不是正式表决，票数和结论一律不作数');
    await wall.page.goto('about:blank');
    await first.page.goto('about:blank');
    await act(desk.page, '整场删除', '删除');
    await desk.page.waitForURL(/\/desk$/);
    await seen(desk.page, '2026 年职工大会');
    expect(await desk.page.getByRole('row').count()).toBe(2);

    for (const { complaints, refused, context } of [desk, wall, door, first, second]) {
      expect({ complaints, refused }).toEqual({ complaints: [], refused: [] });
      await context.close();
    }
  });
});
