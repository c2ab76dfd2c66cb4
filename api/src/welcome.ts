/**
 * What the operator reads after a start: where to go, in the order in which it is needed.
 */
import { toString as qrText } from 'qrcode';
import { listEvents, findEvent } from './db/events.ts';
import { brokenPromises } from './db/outside.ts';
import { setupLink } from './desk/setup.ts';
import type { Running } from './serve.ts';

export async function welcome({ url, deps }: Pick<Running, 'url' | 'deps'>): Promise<string> {
  const base = deps.env.publicUrl ?? url;
  const lines = ['', `  公论 Gonglun    ${url}`, ''];
  const setup = await setupLink(deps, base);
  if (setup !== null) lines.push(`  Set up the desk (once, within 30 minutes)   ${setup}`, '');
  else lines.push(`  Desk    ${base}/desk`);

  if (deps.env.databaseUrl !== null) {
    const broken = await brokenPromises(deps.sql);
    if (broken.length > 0)
      lines.push('', '  This PostgreSQL breaks what voters are promised:', ...broken.map((line) => `    ${line}`));
  }

  const [latest] = await listEvents(deps.db);
  const event = latest === undefined ? null : await findEvent(deps.db, latest.id);
  if (event === null) return lines.join('\n');
  const seen = deps.env.publicUrl ?? event.baseUrl ?? url;
  const voter = `${seen}/v/${event.id}`;
  lines.push(`  Stage   ${seen}/stage/${event.displayCode}`, `  Voters  ${voter}    ${event.title}`, '');
  lines.push(await qrText(voter, { type: 'utf8', margin: 2 }));
  return lines.join('\n');
}
