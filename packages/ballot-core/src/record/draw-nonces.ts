/**
 * The nonces of a ballot whose poll gives no receipts (不发回执): drawn at the seal, when the ballot is about to be shredded.
 *
 * Nobody outside has ever seen them, so no voter can point at a line of the published list and say that it is theirs, nor
 * mark one by the nonces they draw. The lines look like any others.
 */
import { draw, type Random } from '../credential/random.ts';
import type { CastBody } from '../paper/ballot.ts';
import { NONCE_BYTES, openingsPerBallot } from '../paper/read-ballot.ts';
import { toBase64url } from './bytes.ts';
import type { Definition } from './record.ts';

/** For `shred` and `openingsOf`. A ballot of a poll with receipts keeps the nonces that its phone drew. */
export const drawNonces = ({ receipts, paper }: Definition, body: CastBody, random: Random): CastBody =>
  receipts === 'off' ? { ...body, nonces: toBase64url(draw(random, NONCE_BYTES * openingsPerBallot(paper))) } : body;
