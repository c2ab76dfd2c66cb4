/**
 * An election with a tie at the last seat, and a survey with free words, as desk, hall and wall see them, in Chromium.
 *
 * The organizer takes both from the templates; a dozen people vote, one of them on a real phone page; the tie is voted on
 * again in a poll made with the desk's button; the bundle verifies, and the observer reads what was written.
 */
import { verifyBundle, type Answers, type EventId } from 'ballot-core';
import type { PollView } from 'api';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setupLink } from '../../api/src/desk/setup.ts';
import type { Running } from '../../api/src/serve.ts';
import { anyAnswers } from '../load/answers.ts';
import { simulate } from '../load/hall.ts';
import { firstOrganizer } from '../meeting.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { launch, person, type Person } from './browser.ts';

const LISTED = 14;
const DUE = 12;
const PATIENCE_MS = 60_000;
const NAMES = ['赵某', '钱某', '孙某', '李某'];
const [ZHAO, QIAN, SUN, LI] = ['c1', 'c2', 'c3', 'c4'] as const;
/** Three seats: 赵 10 of 12, 钱 9, 孙 and 李 8 each. The twelfth, on the phone page, chooses 赵 and 孙 and writes a name. */
const BALLOTS = [
  ...Array.from({ length: 4 }, () => [ZHAO, QIAN, LI]),
  ...Array.from({ length: 3 }, () => [ZHAO, QIAN, SUN]),
  ...Array.from({ length: 2 }, () => [QIAN, SUN, LI]),
  ...Array.from({ length: 2 }, () => [ZHAO, SUN, LI]),
];
const WORDS = '建议公开岗位条件和推荐程序。';

const database = freshDatabase();
let running: Running;
let browser: Browser;
beforeAll(async () => {
  running = await startApi(await database);
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

async function signIn({ page }: Person, username: string): Promise<void> {
  await page.goto(`${running.url}/desk/login`);
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill('a long password');
  await press(page, '登录');
}

/** One act of the control room with its confirmation; what the organizer is told before confirming. */
async function act(page: Page, name: string): Promise<void> {
  await press(page, name);
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden', timeout: PATIENCE_MS });
}

async function takeTemplate(page: Page, words: string, name: RegExp): Promise<void> {
  await page.getByRole('searchbox').fill(words);
  await press(page, name);
  await press(page, '采用此模板');
}

async function makeElection({ page }: Person): Promise<EventId> {
  await page.getByRole('link', { name: '新建会议' }).first().click();
  await takeTemplate(page, '基层党组织选举', /^基层党组织选举（2020 条例）/);
  await page.getByLabel('会议名称').fill('支部党员大会');
  await page.getByLabel('地点').fill('二楼会议室');
  await page.getByLabel('应到人数', { exact: true }).fill(String(LISTED));
  await press(page, /不计入应到/);
  await page.getByLabel('人数', { exact: true }).fill(String(LISTED - DUE));
  await page.getByLabel('不计入应到的原因').fill('因病不能表达意志');
  await page.getByLabel('批准人').fill('支部委员会');
  await seen(page, `应到 ${DUE} 人`);
  await page.getByLabel('推荐人选名单').fill(NAMES.join('\n'));
  await seen(page, '差额：4 人选 3 人');
  await press(page, '建立会议');
  await page.waitForURL(/\/desk\/events\/[a-z0-9]+$/);
  return page.url().replace(/.*\//, '') as EventId;
}

async function printSlips({ page }: Person): Promise<readonly string[]> {
  await page.getByRole('link', { name: '印发票证' }).first().click({ timeout: PATIENCE_MS });
  await page.getByRole('button', { name: /^生成/ }).click();
  const sheets = page.getByTestId('slip-sheets');
  await sheets.waitFor({ timeout: PATIENCE_MS });
  const codes = (await sheets.locator('.code').allInnerTexts()).map((code) => code.trim());
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('link', { name: '已印好，返回' }).first().click();
  return codes;
}

/** The wall turns its pages by itself; a key turns them at once. */
async function turnTo(page: Page, text: string | RegExp): Promise<void> {
  const there = page.getByText(text).first();
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await page.waitForTimeout(200)) {
    if (await there.isVisible()) return;
    await page.keyboard.press('ArrowRight');
  }
  throw new Error(`the wall never showed ${text}`);
}

const picks = (ids: readonly string[]): Answers => ({
  choices: Object.fromEntries(ids.map((id) => [id, 'picked'])),
  writeIns: [],
});

/** The open poll is voted on with all these slips, over bad Wi-Fi. */
async function vote(event: EventId, slips: readonly string[], answers: (poll: PollView, phone: number) => Answers) {
  const hall = { event, slips, answers, url: running.url, concurrency: 3, rate: 0, patienceMs: PATIENCE_MS };
  const outcome = await simulate({ ...hall, faults: { drop: 0.1, dup: 0.2 } });
  expect(outcome).toMatchObject({ cast: slips.length, duplicateAccepted: 0, lost: 0 });
}

describe('an election in a browser', () => {
  test('is tied at the last seat, voted on again, verified; and a survey’s words are read by the observer', async () => {
    const { url, deps } = running;
    const organizer = await firstOrganizer(url, await setupLink(deps, url));
    await organizer.call('POST', '/users', {
      username: 'jijian',
      name: '纪检甲',
      role: 'observer',
      password: 'a long password',
    });
    const desk = await person(browser, 1366, 768);
    await signIn(desk, 'organizer');
    const event = await makeElection(desk);

    await act(desk.page, '冻结票面');
    const slips = await printSlips(desk);
    const wall = await person(browser, 1024, 768);
    await wall.page.goto((await desk.page.locator('a[href*="/stage/"]').first().getAttribute('href')) ?? '');
    await press(desk.page, '开放签到');

    const phone = await person(browser, 360, 740);
    await phone.page.goto(`${url}/v/${event}#${slips[0]?.replace(/-/g, '')}`);
    await seen(phone.page, '您的投票资格已就绪');
    await act(desk.page, '开始投票');
    await seen(wall.page, '结束前只显示进度');
    await press(phone.page, '开始填写');
    await phone.page.getByRole('checkbox', { name: '赵某' }).check();
    await phone.page.getByRole('checkbox', { name: '孙某' }).check();
    await phone.page.getByRole('textbox').fill('周某');
    await press(phone.page, '添加');
    await press(phone.page, '核对');
    await press(phone.page, '提交选票');
    await seen(phone.page, '您的选票已计入');
    await vote(event, slips.slice(1, DUE), (_, at) => picks(BALLOTS[at] ?? []));

    await act(desk.page, '截止投票');
    await act(desk.page, '清点并封存');
    await turnTo(wall.page, '应到 12 人，实到 12 人');
    await turnTo(wall.page, /12\/12 100\.00%/);
    await turnTo(wall.page, '2 名并列待定');
    await turnTo(wall.page, '赞成票超过应到会有选举权人数半数');
    await turnTo(wall.page, '待另行投票');
    await turnTo(wall.page, '名额以内得票相等的，就其另行投票。');
    await seen(phone.page, '您的票已计入结果');
    // Left open it would take the next poll's right for its slip, and the simulated phone with that slip would be refused.
    await phone.page.close();

    await seen(desk.page, '并列待定：孙某、李某');
    await press(desk.page, '对并列的 2 人再次投票');
    await seen(desk.page, /已建立再次投票/);
    await act(desk.page, '冻结票面');
    await act(desk.page, '开始投票');
    await vote(event, slips.slice(0, DUE), (_, at) => picks([at < 8 ? SUN : LI]));
    await act(desk.page, '截止投票');
    await act(desk.page, '清点并封存');
    await seen(desk.page, '当选：孙某');
    await turnTo(wall.page, '8/12');

    const [first, second] = (await organizer.look(event)).polls;
    await desk.page.goto(`${url}/desk/polls/${first?.id}/sheet`);
    const sheet = desk.page.getByTestId('result-sheet');
    for (const words of ['本次会议应到 12 人', '因病不能表达意志', '支部委员会', '赵某', '并列', '周某', '总监票人'])
      await seen(sheet, words);
    await desk.page.goto(`${url}/desk/polls/${second?.id}/sheet`);
    for (const words of ['孙某', '当选', '名单来源记录指纹']) await seen(sheet, words);

    await desk.page.goto(`${url}/desk/events/${event}`);
    await desk.page.getByRole('link', { name: '添加表决事项' }).click();
    await takeTemplate(desk.page, '一报告两评议', /^一报告两评议/);
    await seen(desk.page, '此模板有 2 项表决');
    await press(desk.page, '保存，填下一项');
    await seen(desk.page, '这是第 2 项');
    await press(desk.page, '取消');
    await act(desk.page, '冻结票面');
    await act(desk.page, '开始投票');
    await vote(event, slips.slice(0, DUE), (poll, at) => {
      const marks = Object.entries(anyAnswers(poll).choices).filter(([question]) => !question.startsWith('words.'));
      return { choices: Object.fromEntries(at === 0 ? [...marks, ['words.main', WORDS]] : marks), writeIns: [] };
    });
    await act(desk.page, '截止投票');
    await act(desk.page, '清点并封存');

    const observer = await person(browser, 1366, 768);
    await signIn(observer, 'jijian');
    await observer.page.getByRole('link', { name: '支部党员大会' }).click();
    await press(observer.page, '查看意见');
    await seen(observer.page, WORDS);

    const bundle: unknown = await (await fetch(`${url}/api/events/${event}/bundle`)).json();
    expect(verifyBundle(bundle)).toMatchObject({ ok: true });
    expect(JSON.stringify(bundle)).not.toContain(WORDS);
    for (const { complaints } of [desk, wall, phone, observer]) expect(complaints).toEqual([]);
  });
});
