/**
 * What can be done to a sealed bundle: by somebody who has only the file (here), and by the operator, who has the key and
 * signs the lie (`lies.ts`, `lies-about-acts.ts`).
 *
 * Drawn from a seed and without end; the caller takes as many as it needs.
 */
import { change, omit, shuffle, surplus } from './edits.ts';
import { LIES } from './lies.ts';
import { LIES_ABOUT_ACTS } from './lies-about-acts.ts';
import type { Draw, Meeting } from './meetings.ts';
import { pick, type Damage, type Members } from './target.ts';

export interface Damaged {
  readonly what: string;
  readonly bundle: Uint8Array;
  readonly annexes: readonly Uint8Array[];
}

export function* damages(meetings: readonly Meeting[], draw: Draw): Generator<Damaged> {
  for (let round = 0; ; round += 1) {
    const meeting = pick(meetings, draw);
    const [name, damage] = pick(Object.entries(DAMAGES), draw);
    const bundle = structuredClone(meeting.bundle) as unknown as Members;
    const annexes = structuredClone(meeting.annexes) as unknown as Members[];
    const sealed = pick(bundle.polls as Members[], draw);
    const done = damage({ bundle, annexes, sealed, record: sealed.record as Members }, draw);
    if (done === null) continue;
    const bytes = [bundle, ...annexes].map((file) => Buffer.from(JSON.stringify(file)));
    const [first = Buffer.alloc(0), ...rest] = bytes;
    yield {
      what: `${round}: ${meeting.name}: ${name}: ${done}`,
      bundle: done === RAW ? rawly(first, draw) : first,
      annexes: rest,
    };
  }
}

const RAW = 'bytes';

const DAMAGES: Readonly<Record<string, Damage>> = {
  'a byte': () => RAW,
  'a value': ({ bundle }, draw) => change(bundle, draw),
  'an unknown field': ({ bundle }, draw) => surplus(bundle, draw),
  'a field left out': ({ bundle }, draw) => omit(bundle, draw),
  'a list': ({ bundle }, draw) => shuffle(bundle, draw),
  'an opening': ({ sealed }, draw) => shuffle({ openings: sealed.openings ?? null }, draw),
  'a credential': ({ sealed }, draw) => shuffle({ credentials: sealed.credentials ?? null }, draw),
  'a mark': ({ sealed }, draw) => {
    const opening = pick(sealed.openings as Members[], draw);
    const other = pick(sealed.openings as Members[], draw);
    if (opening.choice === other.choice) return null;
    opening.choice = other.choice ?? null;
    return 'another choice';
  },
  'swapped signatures': ({ bundle, sealed }, draw) => {
    const spent = sealed.credentials as Members[];
    const [a, b] = [pick(spent, draw), pick(spent, draw)];
    if (a !== b && draw(3) > 0) {
      const key = pick(['signature', 'prefix', 'publicKey', 'group'], draw);
      [a[key], b[key]] = [b[key] ?? null, a[key] ?? null];
      return key;
    }
    [bundle.trailSignature, sealed.signature] = [sealed.signature ?? null, bundle.trailSignature ?? null];
    return 'record and trail';
  },
  'a stretched signature': ({ bundle, sealed }, draw) => {
    const [holder, key] = draw(2) === 0 ? [sealed, 'signature'] : [bundle, 'trailSignature'];
    const jws = String(holder[key]);
    const at = draw(jws.length);
    holder[key] = jws.slice(0, at) + pick(['A', '.', '=', '_', 'é', ''], draw) + jws.slice(at + draw(2));
    return String(holder[key]) === jws ? null : `at ${at}`;
  },
  'an annex': ({ annexes }, draw) => (annexes.length === 0 ? null : change(pick(annexes, draw), draw)),
  'an annex with more or less': ({ annexes }, draw) =>
    annexes.length === 0 ? null : pick([surplus, omit, shuffle], draw)(pick(annexes, draw), draw),
  'a correction': ({ sealed }, draw) => {
    const { corrected } = sealed;
    if (corrected === undefined) return null;
    if (draw(4) > 0) return pick([change, omit, shuffle, surplus], draw)({ corrected }, draw);
    delete sealed.corrected;
    return 'corrected, left out';
  },
  ...LIES,
  ...LIES_ABOUT_ACTS,
};

/** A byte flipped, dropped, doubled, or put in. */
function rawly(bytes: Uint8Array, draw: Draw): Uint8Array {
  const at = draw(bytes.length);
  const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at + 1)];
  const byte = bytes[at] ?? 0;
  const put = pick(
    [[byte ^ (1 + draw(255))], [], [byte, byte], [0xef, 0xbb, 0xbf, byte], [0x20, byte], [0x30, byte]],
    draw,
  );
  return Buffer.concat([head, Buffer.from(put), tail]);
}
