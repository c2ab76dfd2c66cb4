/**
 * A real Chromium for tests: each person gets a context of their own, so nobody shares a cookie or a store.
 */
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const FLAGS = ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-component-update'];

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });

export interface Person {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page complained about: errors thrown and requests to other hosts. Must stay empty. */
  readonly complaints: string[];
}

export async function person(browser: Browser, width: number, height: number): Promise<Person> {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN', acceptDownloads: true });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== 'localhost') complaints.push(`asked ${hostname}`);
  });
  return { page, context, complaints };
}
