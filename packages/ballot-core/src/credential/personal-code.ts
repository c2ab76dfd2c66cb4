/**
 * A personal code (个人码): 40 random bits as eight characters, drawn in the organizer's browser and printed beside a name.
 *
 * With the name it says at the door who somebody is; it is no right to vote, and never reaches a ballot. It is short enough
 * to be typed, so the server keeps only a keyed hash of what comes here, and slows down guessing.
 */
import { sha256, tagged, toHex, utf8 } from '../record/bytes.ts';
import { no, ok, type Result } from '../result.ts';
import { fromBase32, readTyped, toBase32 } from './base32.ts';
import { draw, type Random } from './random.ts';

const CODE_BYTES = 5;
const CODE_LENGTH = 8;

/** Eight characters without a dash: what a personal link holds. */
export const newPersonalCode = (random: Random): string => toBase32(draw(random, CODE_BYTES), CODE_LENGTH);

/** As printed: two groups of four. */
export const shownPersonalCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

/** Reads what was scanned or typed, with or without the dash, in any case. */
export function readPersonalCode(text: string): Result<string, 'code_malformed'> {
  const typed = readTyped(text);
  return typed.length === CODE_LENGTH && fromBase32(typed) !== null ? ok(typed) : no('code_malformed');
}

/** What leaves the organizer's browser: hex SHA-256 of the code under the roster entry's id. */
export const personalCodeHash = (entry: string, code: string): string =>
  toHex(sha256(tagged('gonglun/personal-code/1', utf8(entry), utf8(code))));
