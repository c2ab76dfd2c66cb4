/**
 * A stranger's JSON becomes a ballot, or a refusal that names the item.
 *
 * Nothing here spends a credential: a ballot that is refused can be mended and handed in again. Signatures are checked
 * elsewhere; here is only what the paper allows.
 */
import type { Definition } from '../record/record.ts';
import { no, ok, type Result } from '../result.ts';
import type { BallotRefusal, CastBody, RefusedBallot } from './ballot.ts';
import { checkMarks, isPlain } from './check-marks.ts';
import type { Paper } from './paper.ts';
import { questions } from './questions.ts';

/** For each opening. */
export const NONCE_BYTES = 16;
const FIELDS = ['group', 'paperHash', 'publicKey', 'credential', 'choices', 'writeIns', 'nonces', 'signature'];

/** Reads a cast body for a frozen poll; `paperHash` is the hash of `definition`. The result has the known fields only. */
export function readBallot(definition: Definition, paperHash: string, value: unknown): Result<CastBody, RefusedBallot> {
  const refuse = (code: BallotRefusal, at?: string) => no(at === undefined ? { code } : { code, at });
  const { paper, groups, receipts } = definition;

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

  const answers = checkMarks(paper, { choices: value.choices, writeIns: value.writeIns });
  if (!answers.ok) return answers;

  // With receipts off a nonce would be the voter's proof of how they voted.
  const nonceBytes = receipts === 'off' ? 0 : NONCE_BYTES * openingsPerBallot(paper);
  if (!isBase64url(value.nonces, nonceBytes)) return refuse('nonces_malformed');
  if (value.signature === undefined || value.signature === null || value.signature === '') {
    return refuse('signature_missing');
  }
  if (!isBase64url(value.signature, 64)) return refuse('signature_invalid');

  return ok({
    group,
    paperHash,
    publicKey: value.publicKey,
    credential,
    ...answers.value,
    nonces: value.nonces,
    signature: value.signature,
  });
}

/** How many openings one ballot is shredded into: one for each question and one for each write-in slot, used or not. */
export function openingsPerBallot(paper: Paper): number {
  return questions(paper).length + (paper.kind === 'pick' ? paper.writeIns : 0);
}

function readCredential(value: unknown): CastBody['credential'] | null {
  if (!isPlain(value) || Object.keys(value).length !== 2) return null;
  const { prefix, signature } = value;
  return isBase64url(prefix, 32) && isBase64url(signature, 256) ? { prefix, signature } : null;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Exactly `bytes` bytes in base64url without padding, in the one spelling they have: spare bits are zero. */
function isBase64url(value: unknown, bytes: number): value is string {
  if (typeof value !== 'string' || value.length !== Math.ceil((bytes * 4) / 3)) return false;
  if (!/^[A-Za-z0-9_-]*$/.test(value)) return false;
  const spare = value.length * 6 - bytes * 8;
  return spare === 0 || ALPHABET.indexOf(value.charAt(value.length - 1)) % 2 ** spare === 0;
}
