/**
 * What reaches a browser: every sentence in both languages, no server code, and a voter page that a hall's Wi-Fi carries.
 *
 * The pages are built before the tests run (`npm test` does it), so this looks at what would be served.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { personalCodeHash, presetRules, type GroupId } from 'ballot-core';
import type { EventDraft, PollDraft } from 'api';
import type { RosterView, SharedDevice } from 'api/desk-views';
import type { HallView } from 'api/views';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setupLink } from '../api/src/desk/setup.ts';
import type { Running } from '../api/src/serve.ts';
import { launch, person } from './e2e/browser.ts';
import type { Organizer } from './load/organizer.ts';
import { tokenOf } from './load/phone.ts';
import { firstOrganizer, openMeeting } from './meeting.ts';
import { freshDatabase } from './setup/database.ts';
import { startApi } from './setup/server.ts';

const WEB = join(import.meta.dirname, '../web');
const BASE = 'zh-CN';
const OTHER = 'en';
const VOTER_PAGE_MAX = 70 * 1024;
/** Operators that came after Chrome 80 or Safari 14. */
const NEWER = /\?\?=|\|\|=|&&=|static\s*\{/;
/** Takes away what those browsers do not have, and what browsers withhold on plain HTTP. */
function makeOld(): void {
  const take = (from: object, ...names: readonly string[]) =>
    names.forEach((name) => Reflect.deleteProperty(from, name));
  take(Object, 'hasOwn', 'groupBy');
  take(Array.prototype, 'at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with');
  take(String.prototype, 'replaceAll', 'at', 'isWellFormed', 'toWellFormed');
  take(Promise, 'any', 'withResolvers', 'try');
  take(Uint8Array, 'fromBase64', 'fromHex');
  take(globalThis, 'structuredClone', 'WeakRef', 'FinalizationRegistry', 'AggregateError');
  take(Crypto.prototype, 'subtle', 'randomUUID');
}

type Sentences = Readonly<Record<string, unknown>>;
const read = (locale: string, file: string) =>
  JSON.parse(readFileSync(join(WEB, 'messages', locale, file), 'utf8')) as Sentences;
const files = readdirSync(join(WEB, 'messages', BASE));

describe('every sentence', () => {
  test.each(files)('of %s exists in both languages, with the same blanks to fill', (file) => {
    const base = read(BASE, file);
    const other = read(OTHER, file);
    expect(Object.keys(other).sort()).toEqual(Object.keys(base).sort());
    const blanks = (value: unknown) => [...new Set(JSON.stringify(value).match(/\{\w+\}/g) ?? [])].sort();
    for (const [key, sentence] of Object.entries(base)) {
      if (key.startsWith('$')) continue;
      expect(JSON.stringify(sentence), key).toMatch(/[^\s"]/);
      // A language is named in itself; everything else is in its own.
      if (!key.startsWith('language_')) expect(JSON.stringify(other[key]), key).not.toMatch(/[\u4e00-\u9fff]/);
      expect(blanks(other[key]), key).toEqual(blanks(sentence));
    }
  });

  test('is compiled and says something in both languages', async () => {
    const compiled = (await import(join(WEB, 'src/lib/paraglide/messages.js'))) as Readonly<Record<string, unknown>>;
    const keys = files.flatMap((file) => Object.keys(read(BASE, file)).filter((key) => !key.startsWith('$')));
    expect(keys.length).toBeGreaterThan(200);
    for (const key of keys) {
      const say = compiled[key];
      if (typeof say !== 'function') throw new Error(`${key} was not compiled`);
      // Any blank may be filled with a number: only that something is said counts here.
      const blanks = new Proxy({}, { get: () => 1, has: () => true });
      for (const locale of [BASE, OTHER]) expect(say(blanks, { locale }), `${key} in ${locale}`).toMatch(/\S/);
    }
  });
});

describe('the built pages', () => {
  const built = readdirSync(join(WEB, 'build'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(js|html|css)$/.test(entry.name))
    .map((entry) => ({ name: entry.name, text: readFileSync(join(entry.parentPath, entry.name), 'utf8') }));

  test('hold no server code and no address of another host', () => {
    expect(built.length).toBeGreaterThan(10);
    const server = /pg_advisory|better-auth|drizzle|DATABASE_URL|blindSign|from\s*["']node:|urn\.ballots|PRIVATE KEY/;
    const foreign = /(?:src|href|import)\s*[=(]\s*["']https?:\/\//;
    for (const { name, text } of built) {
      expect(text.match(server)?.[0] ?? null, name).toBeNull();
      expect(text.match(foreign)?.[0] ?? null, name).toBeNull();
    }
  });
});

describe('the voter page', () => {
  const database = freshDatabase();
  let running: Running;
  beforeAll(async () => {
    running = await startApi(await database);
  });
  afterAll(() => running.close());

  /** Everything but data that the page loads. */
  function loadedBy(page: Page): () => Promise<readonly Buffer[]> {
    const loaded: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (!new URL(response.url()).pathname.startsWith('/api/')) loaded.push(response.body());
    });
    return () => Promise.all(loaded);
  }

  const MEETING: EventDraft = {
    title: '票决',
    place: '',
    groups: [{ id: 'all' as GroupId, name: '参会人员', due: 3 }],
  };
  const POLL: PollDraft = {
    title: '票决',
    paper: { kind: 'motion', matters: [{ id: 'm1', name: '事项一' }] },
    rules: presetRules('P08'),
    release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
  };
  let desk: Organizer;
  beforeAll(async () => {
    desk = await firstOrganizer(running.url, await setupLink(running.deps, running.url));
  });

  /** Into the address, in by whatever is asked there, and on to the receipt. */
  async function votes(address: string, comeIn: (page: Page) => Promise<void>): Promise<void> {
    const browser = await launch();
    const { page, complaints } = await person(browser, 360, 740);
    await page.addInitScript(makeOld);
    const loaded = loadedBy(page);
    await page.goto(address);
    await comeIn(page);
    await page.getByRole('button', { name: '开始填写' }).click();
    await page.getByRole('radio', { name: '同意', exact: true }).check({ force: true });
    await page.getByRole('button', { name: '核对', exact: true }).click();
    await page.getByRole('button', { name: '提交选票' }).click();
    await page.getByText('您的选票已计入').first().waitFor();
    const files = await loaded();
    await browser.close();
    const bytes = files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
    expect(complaints).toEqual([]);
    expect(bytes).toBeGreaterThan(10 * 1024);
    expect(bytes).toBeLessThanOrEqual(VOTER_PAGE_MAX);
    for (const file of files) expect(file.toString('utf8').match(NEWER)?.[0] ?? null).toBeNull();
  }

  test('weighs at most 70 KB gzip in all, from the slip to the receipt, and needs nothing that Chrome 80 and Safari 14 lack', async () => {
    const { event, slips } = await openMeeting(running.url, desk, MEETING, [POLL]);
    await votes(`${running.url}/v/${event}#${slips[0]?.replace(/-/g, '')}`, async () => undefined);
  });

  test('opens by itself though its file was lost on the way, and says meanwhile what is going on', async () => {
    const { event, slips } = await openMeeting(running.url, desk, MEETING, [POLL]);
    const browser = await launch();
    const { page } = await person(browser, 360, 740);
    let lost = 0;
    await page.route(/_app\/immutable\/phone\/phone\./, (route) => {
      if (!route.request().url().includes('.js') || lost === 2) return route.continue();
      lost += 1;
      return route.abort();
    });
    await page.goto(`${running.url}/v/${event}#${slips[1]?.replace(/-/g, '')}`);
    await page.getByText('网络不稳定').waitFor();
    await page.getByRole('button', { name: '开始填写' }).waitFor();
    expect([lost, await page.getByText('网络不稳定').count(), new URL(page.url()).hash]).toEqual([2, 0, '']);
    await browser.close();
  });

  test("weighs no more from the wall's code, through name and personal code, to the receipt", async () => {
    const event = await desk.createEvent({ ...MEETING, admission: 'roster' }, [POLL]);
    const entries = [{ name: '甲某', unit: '', group: 'all' }];
    await desk.call('POST', `/events/${event}/roster`, { entries });
    const roster = await desk.call<RosterView>('GET', `/events/${event}/roster`);
    const entry = roster.entries[0]?.id ?? '';
    const codes = [{ entry, hash: personalCodeHash(entry, '01234567') }];
    await desk.call('POST', `/events/${event}/personal-codes`, { codes });
    const { polls, displayCode } = await desk.freezeAll(event);
    await desk.signIn(event, true);
    for (const { id } of polls) await desk.act(id, 'open');
    const wall = (await (await fetch(`${running.url}/api/stage/${displayCode}/hall`)).json()) as HallView;
    await votes(`${running.url}/v/${event}#hall=${tokenOf(wall.url)}`, async (page) => {
      await page.getByLabel('姓名').fill('甲某');
      await page.getByLabel('个人码（可不填）').fill('0123-4567');
      await page.getByRole('button', { name: '签到', exact: true }).click();
    });
  });

  test('weighs no more on a shared device', async () => {
    const { event, slips } = await openMeeting(running.url, desk, MEETING, [POLL]);
    const { url } = await desk.call<SharedDevice>('POST', `/events/${event}/shared-device`, {});
    await votes(`${running.url}/v/${event}#device=${tokenOf(url)}`, async (page) => {
      await page.getByLabel('票证码').fill(slips[0] ?? '');
      await page.getByRole('button', { name: '确认', exact: true }).click();
    });
  });
});
