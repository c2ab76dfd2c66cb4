/**
 * `npm run simulate`: every slip of a file becomes a phone in the hall; prints one line of JSON.
 *
 * The file holds typed slip codes, separated by white space.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { EventId } from 'ballot-core';
import { simulate, type Faults } from './hall.ts';

const USAGE =
  'usage: npm run simulate -- --url URL --event ID --slips FILE [--rate N] [--concurrency N] [--faults drop=0.05,dup=0.1]';
const PATIENCE_MS = 120_000;

function stop(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

function faultsOf(text: string): Faults {
  const given = new Map(
    text
      .split(',')
      .filter(Boolean)
      .map((part) => part.split('=') as [string, string]),
  );
  const share = (name: string) => {
    const value = Number(given.get(name) ?? 0);
    if (!(value >= 0 && value < 1)) stop(`--faults ${name} must be a share from 0 to below 1\n${USAGE}`);
    return value;
  };
  return { drop: share('drop'), dup: share('dup') };
}

function whole(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least) stop(`--${name} must be a whole number from ${least}\n${USAGE}`);
  return value;
}

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    url: { type: 'string' },
    event: { type: 'string' },
    slips: { type: 'string' },
    rate: { type: 'string', default: '0' },
    concurrency: { type: 'string', default: '32' },
    faults: { type: 'string', default: '' },
  },
});
if (values.url === undefined || values.event === undefined || values.slips === undefined) stop(USAGE);

const outcome = await simulate({
  url: values.url,
  event: values.event as EventId,
  slips: readFileSync(values.slips, 'utf8').split(/\s+/).filter(Boolean),
  rate: whole('rate', values.rate, 0),
  concurrency: whole('concurrency', values.concurrency, 1),
  faults: faultsOf(values.faults),
  patienceMs: PATIENCE_MS,
});
process.stdout.write(`${JSON.stringify(outcome)}\n`);
