/**
 * Every kind of paper on a phone, in Chromium, on the real server: filled in, left and found again, handed in, sealed,
 * and found in the sealed list, free words too.
 */
import type { FormPaper, GroupId, PickPaper } from 'ballot-core';
import type { PollDraft } from 'api';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setupLink } from '../../api/src/desk/setup.ts';
import type { Running } from '../../api/src/serve.ts';
import { simulate } from '../load/hall.ts';
import { closeAndSeal, firstOrganizer, openMeeting } from '../meeting.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { launch, person } from './browser.ts';

const DUE = 12;
const PATIENCE_MS = 60_000;
const WORDS = '建议公开岗位条件。';

const SCALE = ['满意', '基本满意', '不满意', '不了解'].map((name, index) => ({
  id: `g${index}`,
  name,
  counted: name !== '不了解',
}));
const people = ['赵某', '钱某'].map((name, index) => ({ id: `p${index}`, name }));
const overall = [{ id: 'all', name: '总体' }];

const FORM: FormPaper = {
  kind: 'form',
  sections: [
    {
      id: 's1',
      name: '班子评价',
      paper: {
        kind: 'grades',
        subjects: people,
        dimensions: overall,
        scale: SCALE,
        blank: { as: 'g3' },
        quotas: [{ marks: { grades: ['g0'] }, min: 0, max: 1, mode: 'warn' }],
      },
    },
    {
      id: 's2',
      name: '述职评分',
      paper: {
        kind: 'score',
        subjects: people.map((one) => ({ ...one, statement: '一年来的工作。' })),
        dimensions: overall,
        from: 600,
        to: 1000,
        step: 5,
        per: 10,
        blank: 'refuse',
      },
    },
    {
      id: 's3',
      name: '问卷',
      paper: { kind: 'choice', questions: [{ id: 'q1', name: '您是否满意？', options: SCALE }], blank: 'refuse' },
    },
    { id: 's4', name: '事项', paper: { kind: 'motion', matters: [{ id: 'm1', name: '事项一' }] } },
    {
      id: 's5',
      name: '存在问题',
      paper: {
        kind: 'pick',
        purpose: 'tick',
        candidates: [
          { id: 't1', name: '文山会海' },
          { id: 't2', name: '办事拖拉' },
        ],
        min: 0,
        max: 2,
        seats: null,
        writeIns: 0,
      },
    },
    {
      id: 's6',
      name: '意见建议',
      paper: { kind: 'text', prompts: [{ id: 'w1', name: '您的意见' }], lengthMax: 20 },
    },
  ],
};

const PICK: PickPaper = {
  kind: 'pick',
  candidates: ['孙某', '李某', '周某'].map((name, index) => ({
    id: `c${index}`,
    name,
    ...(index === 2 ? { tag: '外单位' } : {}),
  })),
  min: 1,
  max: 2,
  seats: null,
  writeIns: 0,
  tagMins: [{ tag: '外单位', min: 1 }],
};

const draft = (title: string, paper: PollDraft['paper']): PollDraft => ({
  title,
  paper,
  rules: [],
  release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
});

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

const seen = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor({ timeout: PATIENCE_MS });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();
const choose = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).check({ force: true });
const points = (page: Page) => page.getByRole('textbox').first();
const begin = (page: Page, poll: number) => page.locator('article').nth(poll).getByRole('button').first().click();

describe('every kind of paper', () => {
  test('is filled in, kept, reviewed, handed in and found again on a phone', async () => {
    const { url, deps } = running;
    const desk = await firstOrganizer(url, await setupLink(deps, url));
    const group = { id: 'all' as GroupId, name: '参会人员', due: DUE };
    const meeting = await openMeeting(url, desk, { title: '评议会', place: '', groups: [group] }, [
      draft('综合评议', FORM),
      draft('民主推荐', PICK),
    ]);
    const { page, complaints } = await person(browser, 360, 740);
    await page.goto(`${url}/v/${meeting.event}#${meeting.slips[0]?.replace(/-/g, '')}`);
    await seen(page, '投票进行中');

    await begin(page, 0);
    await choose(page, '满意');
    await press(page, '下一项');
    await choose(page, '满意');
    await seen(page, '仍可提交');
    await press(page, '下一项');

    await page.locator('summary').click();
    await seen(page, '一年来的工作。');
    await points(page).fill('92.3');
    await seen(page, '60 至 100 分');
    await press(page, '下一项');
    await expect(points(page).inputValue()).resolves.toBe('92.3');
    await points(page).fill('９２.5');
    await press(page, '下一项');
    await page.getByRole('button', { name: '总体 85' }).click();
    await press(page, '钱某 总体：减 0.5 分');
    await expect(points(page).inputValue()).resolves.toBe('84.5');
    await page.reload();
    await expect(points(page).inputValue()).resolves.toBe('84.5');
    await page.goBack();
    await expect(points(page).inputValue()).resolves.toBe('92.5');
    await page.goForward();
    await press(page, '下一项');

    await choose(page, '基本满意');
    await press(page, '下一项');
    await choose(page, '弃权');
    await press(page, '下一项');
    await page.getByRole('checkbox', { name: '办事拖拉' }).check();
    await press(page, '下一项');
    await seen(page, '请勿写能认出自己的内容');
    await page.getByRole('textbox').fill('长'.repeat(21));
    await seen(page, '超出 1 字');
    await page.getByRole('textbox').fill(' 建议公开岗位条件。\n');
    await press(page, '核对');
    await seen(page, WORDS);
    await seen(page, '满意已给 2 个，最多 1 个。');
    await press(page, '仍要提交');
    await seen(page, '您的选票已计入');

    await press(page, '返回首页');
    await begin(page, 1);
    await page.getByRole('checkbox', { name: '孙某' }).check();
    await press(page, '核对');
    await seen(page, '「外单位」至少要选 1 人');
    await expect(page.getByRole('button', { name: '提交选票' }).isDisabled()).resolves.toBe(true);
    await press(page, '去修改');
    await page.getByRole('checkbox', { name: '周某' }).check();
    await press(page, '核对');
    await press(page, '提交选票');
    await seen(page, '您的选票已计入');
    await press(page, '返回首页');

    const rest = await simulate({
      url,
      event: meeting.event,
      slips: meeting.slips.slice(1),
      concurrency: 3,
      rate: 0,
      faults: { drop: 0.1, dup: 0.2 },
      patienceMs: PATIENCE_MS,
    });
    expect(rest).toMatchObject({ cast: (DUE - 1) * 2, duplicateAccepted: 0, lost: 0 });

    await closeAndSeal(desk, meeting.view.polls);
    await seen(page, '已核对 9 项');
    await seen(page, '已核对 3 项');
    expect(complaints).toEqual([]);
  });
});
