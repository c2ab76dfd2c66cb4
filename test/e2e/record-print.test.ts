/**
 * The record on one page, printed by Chromium: one page of A4 for a paper of any size, a code on it that leads back to
 * this very record, and a record page that says loudly whether it is the one.
 */
import { canonicalize, COMPETENCE_SCALE, presetRules, sha256, toHex, utf8 } from 'ballot-core';
import type { EventId, GroupId, PollId } from 'ballot-core';
import type { EventDraft, PollDraft, SealedView } from 'api';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { staffOf } from '../api/desk.ts';
import { simulate } from '../load/hall.ts';
import { deskAt, type Organizer } from '../load/organizer.ts';
import { anyAnswers } from '../load/phone.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import type { Running } from '../../api/src/serve.ts';
import { launch, person } from './browser.ts';
import { holds } from './qr.ts';

const VOTERS = 6;
const PATIENCE_MS = 60_000;
const GROUP = 'all' as GroupId;

const EVENT: EventDraft = {
  title: '年度民主测评大会',
  place: '示例礼堂',
  groups: [{ id: GROUP, name: '参会人员', due: VOTERS }],
};
const grades = (people: number, title: string): PollDraft => ({
  title,
  paper: {
    kind: 'grades',
    subjects: Array.from({ length: people }, (_, at) => ({ id: `s${at}`, name: `对象${at + 1}`, note: '某单位' })),
    dimensions: ['德', '能', '勤', '绩', '廉'].map((name, at) => ({ id: `d${at}`, name })),
    scale: COMPETENCE_SCALE,
    blank: 'allow',
  },
  rules: presetRules('P01'),
  release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
});

const database = await freshDatabase();
let running: Running;
let desk: Organizer;
let cookie = '';
let browser: Browser;
beforeAll(async () => {
  running = await startApi(database);
  cookie = (await staffOf(running)).organizer.cookie;
  desk = deskAt(running.url, cookie);
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await running.close();
});

/** Frozen, voted by six phones who find everybody wanting, closed and sealed. */
async function sealed(event: EventId): Promise<PollId> {
  const [poll] = (await desk.freezeAll(event)).polls;
  if (poll === undefined) throw new Error('a meeting without its poll');
  const slips = await desk.drawSlips(event, GROUP, VOTERS);
  await desk.signIn(event, true);
  await desk.act(poll.id, 'open');
  const outcome = await simulate({
    url: running.url,
    event,
    slips,
    concurrency: 3,
    rate: 0,
    faults: { drop: 0, dup: 0 },
    patienceMs: PATIENCE_MS,
    answers: (view) => {
      const { choices } = anyAnswers(view);
      return { choices: Object.fromEntries(Object.keys(choices).map((line) => [line, 'incompetent'])), writeIns: [] };
    },
  });
  expect(outcome).toMatchObject({ cast: VOTERS, lost: 0 });
  await desk.act(poll.id, 'close');
  await desk.act(poll.id, 'seal');
  return poll.id;
}

const made = async (draft: PollDraft): Promise<PollId> => sealed(await desk.createEvent(EVENT, [draft]));

async function recordOf(poll: PollId): Promise<SealedView> {
  return (await (await fetch(`${running.url}/api/polls/${poll}/record`)).json()) as SealedView;
}
const fingerprintOf = ({ record }: Pick<SealedView, 'record'>) => toHex(sha256(utf8(canonicalize(record))));

/** The desk's browser, signed in; answers the page with its PDF's number of pages. */
async function printed(path: string): Promise<{ readonly page: Page; readonly pages: number }> {
  const { page, context } = await person(browser, 1366, 768);
  const [name, value] = cookie.split('; ')[0]?.split('=') ?? [];
  await context.addCookies([{ name: name ?? '', value: value ?? '', url: running.url }]);
  await page.goto(`${running.url}${path}`);
  await page.getByText('封存记录指纹').first().waitFor({ timeout: PATIENCE_MS });
  const pdf = await page.pdf({ preferCSSPageSize: true });
  return { page, pages: pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0 };
}

const holdsAddress = (page: Page, address: string) => holds(page.getByTestId('one-page').locator('svg'), address, 'M');

async function recordPage(poll: PollId, fragment: string): Promise<string> {
  const { page, context } = await person(browser, 390, 844);
  await page.goto(`${running.url}/record/${poll}${fragment}`);
  await page.getByRole('heading', { level: 1 }).waitFor({ timeout: PATIENCE_MS });
  const text = await page.locator('main').innerText();
  await context.close();
  return text;
}

describe('the record on one page', () => {
  test('is one page for the largest paper, says how much is left out, and for the smallest leaves nothing out', async () => {
    const large = await made(
      grades(100, '全体干部民主测评，票面标题长到一行写不下的那一种，后面还有一些字，再长也只占两行'),
    );
    const { page, pages } = await printed(`/desk/polls/${large}/print`);
    expect(pages).toBe(1);
    const shown = await page.getByTestId('one-page').locator('li').count();
    const { record } = await recordOf(large);
    const flags = record.findings.filter(({ label }) => label.weight !== 'clear').length;
    expect(shown).toBeGreaterThan(5);
    expect(await page.getByTestId('more-found').innerText()).toContain(`另有 ${flags - shown} 条`);
    expect((await printed(`/desk/polls/${large}/sheet`)).pages).toBeGreaterThan(20);

    const small = await made(grades(1, '一人测评'));
    const one = await printed(`/desk/polls/${small}/print`);
    expect(one.pages).toBe(1);
    expect(await one.page.getByTestId('one-page').locator('li').count()).toBe(10);
    expect(await one.page.getByTestId('more-found').count()).toBe(0);
  });

  test('leads back to this very record, also when it was corrected since, and to no other', async () => {
    const poll = await made(grades(2, '民主测评'));
    const first = await recordOf(poll);
    const before = await printed(`/desk/polls/${poll}/print`);
    const text = await before.page.getByTestId('one-page').innerText();
    expect(text.replace(/\s/g, '')).toContain(fingerprintOf(first));
    for (const words of ['organizer', first.record.software.version, '监票人', '开始投票', '清点封存']) {
      expect(text).toContain(words);
    }
    expect(await holdsAddress(before.page, `${running.url}/record/${poll}#sha256=${fingerprintOf(first)}`)).toBe(true);
    expect(await recordPage(poll, `#sha256=${fingerprintOf(first)}`)).toMatch(/^指纹一致：/);

    await desk.call('PUT', `/events/${first.record.event.id}`, { ...EVENT, title: '年度干部民主测评大会' });
    await desk.call('POST', `/polls/${poll}/correction`, { reason: '会议名称写错' });
    const second = await recordOf(poll);
    expect(second.record.corrects).toBe(fingerprintOf(first));
    const after = await printed(`/desk/polls/${poll}/print`);
    expect(after.pages).toBe(1);
    expect(await after.page.getByTestId('one-page').innerText()).toMatch(/更正（第 2 份记录，共 2 份）：会议名称写错/);
    expect(await holdsAddress(after.page, `${running.url}/record/${poll}#sha256=${fingerprintOf(second)}`)).toBe(true);

    expect(await recordPage(poll, `#sha256=${fingerprintOf(first)}`)).toMatch(
      /^指纹一致，但这份记录已经更正：共有 2 份，这是第 1 份。\s+更正原因：会议名称写错/,
    );
    expect(await recordPage(poll, `#sha256=${fingerprintOf(second)}`)).toMatch(
      /^指纹一致：[^]*这是第 2 份，也是最新的一份/,
    );
    const changed = fingerprintOf(first).replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    expect(await recordPage(poll, `#sha256=${changed}`)).toMatch(/^指纹不一致：/);
    expect(await recordPage(poll, `#sha256=${changed.slice(1)}`)).toMatch(/^网址里的指纹不完整/);
    expect(await recordPage(poll, '')).not.toMatch(/指纹一致|指纹不一致/);
  });

  test('of a rehearsal says so, as do its sheet, its record and its wall', async () => {
    const meeting = await desk.createEvent(EVENT, [grades(1, '民主测评')]);
    const { id: event } = await desk.call<{ id: EventId }>('POST', `/events/${meeting}/rehearsal`, {});
    const { stageUrl } = await desk.look(event);
    const wall = await person(browser, 1024, 768);
    await wall.page.goto(stageUrl);
    await wall.page.getByText('演练').first().waitFor({ state: 'visible', timeout: PATIENCE_MS });
    const poll = await sealed(event);
    await wall.page.getByText(`应到 ${VOTERS} 人`).first().waitFor({ state: 'visible', timeout: PATIENCE_MS });
    expect(await wall.page.getByText('演练').first().isVisible()).toBe(true);
    const onePage = await printed(`/desk/polls/${poll}/print`);
    expect(onePage.pages).toBe(1);
    for (const { page } of [onePage, await printed(`/desk/polls/${poll}/sheet`)]) {
      await page.emulateMedia({ media: 'print' });
      expect(await page.getByText('演练', { exact: true }).last().isVisible()).toBe(true);
      expect(await page.getByText('不是正式表决').isVisible()).toBe(true);
    }
    expect(await recordPage(poll, '')).toMatch(/^演练/);
  });
});
