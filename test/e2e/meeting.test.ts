/**
 * The whole meeting as its people see it, in Chromium, on the real server and the real database.
 *
 * The organizer sets up the desk, makes an event from the template, prints slips and runs the poll; three people vote
 * on phones, one of them loses the network while handing in; nine more come over HTTP; the wall shows the live count;
 * the poll is sealed; the phones find their ballots; a stranger verifies the bundle in the browser.
 */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventId } from 'ballot-core';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { simulate } from '../load/hall.ts';
import { dataFolder, spawnApi, type Spawned } from '../setup/server.ts';
import { launch, person, type Person } from './browser.ts';

const DUE = 12;
const PATIENCE_MS = 60_000;
const SLIP_CODE = /^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5,6}){4}$/;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const seen = (where: Page | Locator, text: string | RegExp) =>
  where.getByText(text).first().waitFor({ state: 'visible', timeout: PATIENCE_MS });
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).first().click();

async function setUpDesk({ page }: Person, server: Spawned): Promise<void> {
  const setup = server.setupUrl();
  if (setup === null) throw new Error('the server printed no setup link');
  await page.goto(setup);
  await page.getByLabel('姓名').fill('会务甲');
  await page.getByLabel('用户名').fill('huiwu');
  await page.getByLabel('密码', { exact: true }).fill('a long password');
  await page.getByLabel('再次输入密码').fill('a long password');
  await press(page, '设立并登录');
  await seen(page, '还没有会议');
}

/** From the empty desk to the event's page; its id. */
async function makeEvent({ page }: Person): Promise<EventId> {
  await page.getByRole('link', { name: '新建会议' }).first().click();
  await press(page, /^四等次民主测评（2\/3、1\/3）/);
  await press(page, '采用此模板');
  await page.getByLabel('会议名称').fill('年度民主测评会');
  await page.getByLabel('地点').fill('三楼会议室');
  await page.getByLabel('应到人数', { exact: true }).fill(String(DUE));
  await page.getByLabel('票面标题').fill('中层干部民主测评');
  await page.getByLabel('被测评人').fill('1. 张某\t办公室主任\n2. 李某\t财务科科长\n');
  await page.getByLabel('只评总体').check();
  await seen(page, /5 票起触发/);
  await press(page, '建立会议');
  await page.waitForURL(/\/desk\/events\/[a-z0-9]+$/);
  return page.url().replace(/.*\//, '') as EventId;
}

/** One act of the control room with its confirmation. */
async function act(page: Page, name: string): Promise<void> {
  await press(page, name);
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
}

async function printSlips({
  page,
}: Person): Promise<{ readonly codes: readonly string[]; readonly fingerprint: string }> {
  await page.getByRole('link', { name: '印发票证' }).first().click();
  await page.getByRole('button', { name: /^生成/ }).click();
  const sheets = page.getByTestId('slip-sheets');
  await sheets.waitFor({ timeout: PATIENCE_MS });
  const codes = (await sheets.locator('.code').allInnerTexts()).map((code) => code.trim());
  const keys = await sheets.locator('.keys span').first().innerText();
  page.once('dialog', (dialog) => void dialog.accept());
  await page
    .getByRole('link', { name: /完成|返回会议/ })
    .first()
    .click();
  return { codes, fingerprint: keys.replace(/\s/g, '') };
}

/** The phone's path from the slip's QR code to "ready". */
async function signIn({ page }: Person, address: string): Promise<void> {
  await page.goto(address);
  await seen(page, /您的投票资格已就绪|投票进行中/);
  expect(new URL(page.url()).hash).toBe('');
}

async function fillIn({ page }: Person, grades: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: '开始填写' }).click({ timeout: PATIENCE_MS });
  for (const [index, grade] of grades.entries()) {
    await page.getByRole('radio', { name: grade, exact: true }).check({ force: true });
    await press(page, index === grades.length - 1 ? '核对' : '下一位');
  }
  await seen(page, '核对选票');
}

describe('the whole meeting, in a browser', () => {
  test('desk, three phones, stage, seal, check', async () => {
    const server = await spawnApi({ GONGLUN_DATA: await dataFolder() });
    const { url } = server;
    const desk = await person(browser, 1366, 768);
    await setUpDesk(desk, server);
    const event = await makeEvent(desk);

    await act(desk.page, '冻结票面');
    const { codes, fingerprint } = await printSlips(desk);
    expect(codes.length).toBeGreaterThanOrEqual(DUE);
    for (const code of codes) expect(code).toMatch(SLIP_CODE);
    const voterUrl = `${url}/v/${event}`;
    const address = (index: number) => `${voterUrl}#${codes[index]?.replace(/-/g, '')}.${fingerprint}`;

    const stageUrl = await desk.page.locator('a[href*="/stage/"]').first().getAttribute('href');
    const wall = await person(browser, 1920, 1080);
    await wall.page.goto(stageUrl ?? '');
    await seen(wall.page, '年度民主测评会');
    await seen(wall.page, String(DUE));

    await press(desk.page, '开放签到');
    const phones = await Promise.all([360, 390, 414].map((width) => person(browser, width, 740)));
    const [first, second, third] = phones;
    if (first === undefined || second === undefined || third === undefined) throw new Error('three phones');
    for (const [index, phone] of phones.entries()) await signIn(phone, address(index));

    await act(desk.page, '开始投票');
    await fillIn(first, ['优秀', '称职']);
    await press(first.page, '提交选票');
    await seen(first.page, '您的选票已计入');

    // Reload in the middle: nothing that was marked is lost.
    await fillIn(second, ['称职', '不称职']);
    await second.page.reload();
    await seen(second.page, /继续填写|核对选票/);
    const resume = second.page.getByRole('button', { name: /继续填写/ });
    if (await resume.isVisible()) await resume.click();
    await press(second.page, '提交选票');
    await seen(second.page, '您的选票已计入');

    // The network is lost in the very moment of handing in.
    await fillIn(third, ['优秀', '优秀']);
    await third.context.setOffline(true);
    await press(third.page, '提交选票');
    await seen(third.page, /选票已保存在本机/);
    await third.page.waitForTimeout(500);
    await third.context.setOffline(false);
    await seen(third.page, '您的选票已计入');

    const rest = await simulate({
      url,
      event,
      slips: codes.slice(3, DUE),
      concurrency: 3,
      rate: 0,
      faults: { drop: 0.1, dup: 0.2 },
      patienceMs: PATIENCE_MS,
    });
    expect(rest).toMatchObject({ cast: DUE - 3, duplicateAccepted: 0, lost: 0 });
    await seen(wall.page, '张某');
    await seen(wall.page, /2\/3/);

    await act(desk.page, '截止投票');
    await seen(wall.page, /正在计票|投票已结束|投票已截止/);
    await act(desk.page, '清点并封存');
    await seen(desk.page, '已封存');
    await seen(wall.page, /应到 12 人/);

    for (const phone of phones) await seen(phone.page, '您的票已计入结果');
    for (const phone of phones) await seen(phone.page, /已核对 2 项/);

    await desk.page.getByRole('link', { name: '结果报告单' }).first().click();
    await seen(desk.page, /本次会议应到 12 人/);
    await seen(desk.page, '总监票人');

    const stranger = await person(browser, 1280, 900);
    const bundle = join(await mkdtemp(join(tmpdir(), 'gonglun-bundle-')), 'bundle.json');
    const download = stranger.page.waitForEvent('download');
    await stranger.page.goto(`${url}/api/events/${event}/bundle`).catch(() => undefined);
    await (await download).saveAs(bundle);
    await stranger.page.goto(`${url}/verify`);
    await seen(stranger.page, '查验记录包');
    await stranger.page.waitForLoadState('networkidle');
    await stranger.context.setOffline(true);
    await stranger.page.locator('input[type=file]').setInputFiles(bundle);
    await seen(stranger.page, /全部 \d+ 项核对通过/);

    for (const { complaints } of [desk, wall, ...phones, stranger]) expect(complaints).toEqual([]);
    for (const { context } of [desk, wall, ...phones, stranger]) await context.close();
    expect(await server.end('SIGTERM')).toBe(0);
  });
});
