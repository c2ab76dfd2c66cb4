/**
 * Random names for things: ids, the code of a stage and the code that is typed at the door.
 *
 * None of them can be guessed into something secret: what protects a vote is the slip, and a display code only shows
 * what hangs on the wall. None has an I, L, O or U, so that it can be read aloud.
 */
import { createHmac, randomBytes, randomInt } from 'node:crypto';
import type { EventId, PollId } from 'ballot-core';
import type { Vault } from '../vault.ts';

/** Crockford's base32, lower case. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
/** 80 bits: no two are ever the same. */
const ID_LENGTH = 16;
/** 50 bits: a stage is not found by trying. */
const DISPLAY_LENGTH = 10;

export const newEventId = (): EventId => base32(ID_LENGTH) as EventId;
export const newPollId = (): PollId => base32(ID_LENGTH) as PollId;
export const newFormId = (): string => base32(ID_LENGTH);
export const newEntryId = (): string => base32(ID_LENGTH);
export const newNoticeId = (): string => base32(ID_LENGTH);
export const newDisplayCode = (): string => base32(DISPLAY_LENGTH);
/**
 * Opens what is announced to those who took part, and nothing else. Theirs is not the stage's code: where people come in by
 * name, the stage shows the code of the hall, and that is not for who is elsewhere.
 */
export const noticeCode = (vault: Vault, event: EventId): string =>
  spelt(createHmac('sha256', vault.secret('notice-codes')).update(event).digest().subarray(0, DISPLAY_LENGTH));
/** Six digits, the first not 0. It only finds the meeting; wrong ones are counted by the address they come from. */
export const newShortCode = (): string => String(randomInt(100_000, 1_000_000));

const base32 = (length: number): string => spelt(randomBytes(length));

/** 256 is a multiple of 32, so every character is equally likely. */
const spelt = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
