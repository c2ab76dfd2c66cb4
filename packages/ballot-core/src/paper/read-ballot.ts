/**
 * A stranger's JSON becomes a ballot, or a refusal that names the item.
 *
 * Nothing here spends a credential: a ballot that is refused can be mended and handed in again. Signatures are checked
 * elsewhere; here is only what the paper allows.
 */
import type { Definition } from '../record/record.ts';
import { no, ok, type Result } from '../result.ts';
import type { CastBody } from './ballot.ts';
import { WRITE_IN_LENGTH_MAX, type Paper } from './paper.ts';
import { mustMark, questions } from './questions.ts';
import { textFault } from './reader.ts';

export type BallotRefusal =
  | 'ballot_malformed'
  | 'unknown_item'
  | 'unknown_choice'
  | 'missing_choice'
  | 'too_many_picks'
  | 'too_few_picks'
  | 'write_in_refused'
  | 'nonces_malformed'
  | 'wrong_paper'
  | 'signature_missing'
  | 'signature_invalid';

/** `at` is a question id, `writeIns[n]`, or the name of a field. */
export interface RefusedBallot {
  readonly code: BallotRefusal;
  readonly at?: string;
}

const NONCE_BYTES = 16;
const UNKNOWN_LENGTH_MAX = 64;
const FIELDS = ['group', 'paperHash', 'publicKey', 'credential', 'choices', 'writeIns', 'nonces', 'signature'];

/** Reads a cast body for a frozen poll; `paperHash` is the hash of `definition`. The result has the known fields only. */
export function readBallot(definition: Definition, paperHash: string, value: unknown): Result<CastBody, RefusedBallot> {
  const refuse = (code: BallotRefusal, at?: string) => no(at === undefined ? { code } : { code, at });
  const { paper, groups } = definition;

  if (!isPlain(value)) return refuse('ballot_malformed');
  const stranger = Object.keys(value).find((key) => !FIELDS.includes(key));
  if (stranger !== undefined) return refuse('ballot_malformed', stranger);

  const group = groups.find(({ id }) => id === value.group)?.id;
  if (group === undefined) return refuse('ballot_malformed', 'group');
  if (typeof value.paperHash !== 'string') return refuse('ballot_malformed', 'paperHash');
  if (value.paperHash !== paperHash) return refuse('wrong_paper');
  if (!isBase64url(value.publicKey, 32)) return refuse('ballot_malformed', 'publicKey');
  const credential = readCredential(value.credential);
  if (credential === null) return refuse('ballot_malformed', 'credential');

  const choices = readChoices(paper, value.choices);
  if (!choices.ok) return choices;
  const writeIns = readWriteIns(paper, value.writeIns);
  if (!writeIns.ok) return writeIns;
  if (paper.kind === 'pick') {
    const picks = Object.keys(choices.value).length + writeIns.value.length;
    if (picks > paper.max) return refuse('too_many_picks');
    if (picks < paper.min) return refuse('too_few_picks');
  }

  if (!isBase64url(value.nonces, NONCE_BYTES * openingsPerBallot(paper))) return refuse('nonces_malformed');
  if (value.signature === undefined || value.signature === null || value.signature === '') {
    return refuse('signature_missing');
  }
  if (!isBase64url(value.signature, 64)) return refuse('signature_invalid');

  return ok({
    group,
    paperHash,
    publicKey: value.publicKey,
    credential,
    choices: choices.value,
    writeIns: writeIns.value,
    nonces: value.nonces,
    signature: value.signature,
  });
}

/** How many openings one ballot is shredded into: one for each question and one for each write-in slot, used or not. */
export function openingsPerBallot(paper: Paper): number {
  return questions(paper).length + (paper.kind === 'pick' ? paper.writeIns : 0);
}

function readChoices(paper: Paper, value: unknown): Result<CastBody['choices'], RefusedBallot> {
  if (!isPlain(value)) return no({ code: 'ballot_malformed', at: 'choices' });
  const choices: Record<string, string> = {};
  let marked = 0;
  let missing: string | undefined;
  for (const { id, choices: offered } of questions(paper)) {
    if (!Object.hasOwn(value, id) || value[id] === undefined) {
      missing ??= id;
      continue;
    }
    const choice = offered.find((one) => one === value[id]);
    if (choice === undefined) return no({ code: 'unknown_choice', at: id });
    choices[id] = choice;
    marked += 1;
  }
  const keys = Object.keys(value);
  if (marked < keys.length) {
    const unknown = keys.find((key) => !Object.hasOwn(choices, key)) ?? '';
    // The stranger's own word goes back in the answer, but never more of it than an id may have.
    return no({ code: 'unknown_item', at: unknown.slice(0, UNKNOWN_LENGTH_MAX) });
  }
  if (mustMark(paper) && missing !== undefined) return no({ code: 'missing_choice', at: missing });
  return ok(choices);
}

/** Names as they will be read aloud. A listed candidate's name can't be written in: that would be a second mark. */
function readWriteIns(paper: Paper, value: unknown): Result<readonly string[], RefusedBallot> {
  if (!Array.isArray(value)) return no({ code: 'ballot_malformed', at: 'writeIns' });
  const names: string[] = [];
  for (const [index, name] of (value as readonly unknown[]).entries()) {
    const at = `writeIns[${index}]`;
    if (paper.kind !== 'pick' || index >= paper.writeIns) return no({ code: 'write_in_refused', at });
    if (typeof name !== 'string') return no({ code: 'ballot_malformed', at });
    const listed = paper.candidates.some((candidate) => candidate.name === name);
    if (listed || names.includes(name) || textFault(name, WRITE_IN_LENGTH_MAX) !== null) {
      return no({ code: 'write_in_refused', at });
    }
    names.push(name);
  }
  return ok(names);
}

function readCredential(value: unknown): CastBody['credential'] | null {
  if (!isPlain(value) || Object.keys(value).length !== 2) return null;
  const { prefix, signature } = value;
  return isBase64url(prefix, 32) && isBase64url(signature, 256) ? { prefix, signature } : null;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Exactly `bytes` bytes in base64url without padding, in the one spelling they have: spare bits are zero. */
function isBase64url(value: unknown, bytes: number): value is string {
  if (typeof value !== 'string' || value.length !== Math.ceil((bytes * 4) / 3)) return false;
  if (!/^[A-Za-z0-9_-]*$/.test(value)) return false;
  const spare = value.length * 6 - bytes * 8;
  return spare === 0 || ALPHABET.indexOf(value.charAt(value.length - 1)) % 2 ** spare === 0;
}
