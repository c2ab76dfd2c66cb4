/**
 * The code of the hall on a real wall, in Chromium: large enough to be scanned from the last row of a narrow and of a wide
 * projector, the very address that the server gives, exchanged without a gap, and covered once it has run out.
 */
import { presetRules, type GroupId } from 'ballot-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setupLink } from '../../api/src/desk/setup.ts';
import type { Running } from '../../api/src/serve.ts';
import type { HallView } from '../../api/src/views.ts';
import type { Organizer } from '../load/organizer.ts';
import { firstOrganizer } from '../meeting.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { launch, person } from './browser.ts';
import { holds } from './qr.ts';

const PATIENCE_MS = 60_000;
/** Side of one module on the screen. Phones read three; the rest is for distance. */
const MODULE_PX = { before: 8, voting: 5 } as const;

const database = await freshDatabase();
let running: Running;
let desk: Organizer;
let browser: Browser;
beforeAll(async () => {
  // An address of the length that a hall has.
  running = await startApi(database, { publicUrl: 'http://192.168.100.101:8080' });
  desk = await firstOrganizer(running.url, await setupLink(running.deps, running.url));
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await running.close();
});

const codeOn = (page: Page) => page.getByTestId('hall-code').locator('svg');

async function moduleSize(page: Page): Promise<number> {
  const code = codeOn(page);
  await code.waitFor({ timeout: PATIENCE_MS });
  const box = await code.boundingBox();
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  if (box === null) throw new Error('no code on the wall');
  expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height).toBe(true);
  return box.width / Number((await code.getAttribute('viewBox'))?.split(' ')[2]);
}

const shows = (page: Page, address: string) => holds(codeOn(page), address, 'L');

describe('the code of the hall', () => {
  test('hangs on the wall, large, as the server gives it, and changes without a gap', async () => {
    const group = { id: 'all' as GroupId, name: '参会人员', due: 233 };
    const event = await desk.createEvent(
      { title: '年度民主测评大会', place: '示例礼堂', groups: [group], admission: 'roster' },
      [
        {
          title: '票决',
          paper: { kind: 'motion', matters: [{ id: 'm1', name: '事项一' }] },
          rules: presetRules('P08'),
          release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
        },
      ],
    );
    const { polls } = await desk.freezeAll(event);
    const code = (await desk.look(event)).displayCode;
    await desk.signIn(event, true);
    const walls = await Promise.all([person(browser, 1024, 768), person(browser, 1920, 1080)]);
    for (const { page } of walls) await page.goto(`${running.url}/stage/${code}`);
    for (const { page } of walls) expect(await moduleSize(page)).toBeGreaterThanOrEqual(MODULE_PX.before);

    const [{ page }] = walls;
    await page.evaluate(() => {
      const code = document.querySelector('[data-testid="hall-code"]');
      const seen = { removed: 0 };
      Object.assign(globalThis, { seen });
      if (code !== null) {
        const watch = new MutationObserver((all) => all.forEach((each) => (seen.removed += each.removedNodes.length)));
        watch.observe(code, { childList: true, subtree: true });
      }
    });
    const given = async () => (await (await fetch(`${running.url}/api/stage/${code}/hall`)).json()) as HallView;
    const first = (await given()).url;
    expect(first.length).toBeGreaterThan(150);
    // The wall holds the code of this step or, for half a second after it, of the one before.
    await expect.poll(async () => shows(page, (await given()).url), { timeout: PATIENCE_MS }).toBe(true);
    await expect
      .poll(
        async () => {
          const { url } = await given();
          return url !== first && (await shows(page, url));
        },
        { timeout: PATIENCE_MS },
      )
      .toBe(true);
    expect(await page.evaluate(() => (globalThis as unknown as { seen: { removed: number } }).seen.removed)).toBe(0);

    for (const { id } of polls) await desk.act(id, 'open');
    for (const wall of walls) {
      await wall.page.getByText('正在投票').first().waitFor({ timeout: PATIENCE_MS });
      expect(await moduleSize(wall.page)).toBeGreaterThanOrEqual(MODULE_PX.voting);
    }
    for (const { complaints } of walls) expect(complaints).toEqual([]);
  });

  test('is covered by a sentence once no new one has come in time, and comes back by itself', async () => {
    const group = { id: 'all' as GroupId, name: '参会人员', due: 9 };
    const event = await desk.createEvent({ title: '会议', place: '', groups: [group], admission: 'roster' }, []);
    const code = (await desk.look(event)).displayCode;
    const { page } = await person(browser, 1024, 768);
    await page.clock.install();
    await page.goto(`${running.url}/stage/${code}`);
    await codeOn(page).waitFor({ timeout: PATIENCE_MS });
    await page.route('**/hall', (route) => route.abort());
    await page.clock.fastForward(20_000);
    expect(await codeOn(page).count()).toBe(1);
    await page.clock.fastForward(40_000);
    await page.getByText('签到码已过期').waitFor({ timeout: PATIENCE_MS });
    expect(await codeOn(page).count()).toBe(0);
    await page.unroute('**/hall');
    await page.clock.runFor(5_000);
    await codeOn(page).waitFor({ timeout: PATIENCE_MS });
  });
});
