/**
 * What a QR code on a page holds, by its modules: those of one text are of no other. Neither Chromium here nor the pages
 * have a reader.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';

interface Maker {
  create(
    text: string,
    options: { readonly errorCorrectionLevel: 'L' | 'M' },
  ): { readonly modules: { readonly size: number; get(y: number, x: number): number } };
}
/** The pages' own: the house has none. */
const QRCode = createRequire(join(import.meta.dirname, '../../web/package.json'))('qrcode') as Maker;

/** True when the svg's dark modules are exactly those of the text. */
export async function holds(svg: Locator, text: string, level: 'L' | 'M'): Promise<boolean> {
  const path = (await svg.locator('path').getAttribute('d')) ?? '';
  const dark = new Set<string>();
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let at = 0; at < Number(width); at += 1) dark.add(`${Number(x) + at} ${y}`);
  }
  const { modules } = QRCode.create(text, { errorCorrectionLevel: level });
  // The path counts from the code or from the quiet zone around it: from its leftmost finder in either case.
  const quiet = Math.min(...[...dark].map((module) => Number(module.split(' ')[0])));
  const wanted: string[] = [];
  for (let y = 0; y < modules.size; y += 1) {
    for (let x = 0; x < modules.size; x += 1) if (modules.get(y, x)) wanted.push(`${x + quiet} ${y + quiet}`);
  }
  return wanted.length === dark.size && wanted.every((module) => dark.has(module));
}
