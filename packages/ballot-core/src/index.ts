/** The public surface of ballot-core: types and functions by name, nothing by accident. */
export type { Brand, EventId, GroupId, PollId } from './brand.ts';
export { ok, no, type Result } from './result.ts';
export type {
  ChoiceId,
  Grade,
  GradesPaper,
  Item,
  MotionPaper,
  Paper,
  PickPaper,
  Question,
  QuestionId,
} from './paper/paper.ts';
export type { Answers, Ballot, CastBody } from './paper/ballot.ts';
export type { Comparator, Fraction } from './rules/compare.ts';
export type {
  BaseKey,
  Branch,
  Citation,
  Condition,
  Facts,
  Finding,
  Gate,
  GateState,
  Label,
  Numerator,
  Rule,
  Tally,
  Test,
  TestFinding,
} from './rules/rule.ts';
export type { Accounts } from './count/accounts.ts';
export type { Count } from './count/count.ts';
export type {
  Bundle,
  Definition,
  Group,
  IssuerKey,
  Opening,
  PollRecord,
  QuestionFinding,
  ReleasePolicy,
  SealedPoll,
  SpentCredential,
  TrailEntry,
} from './record/record.ts';
export { canonicalize } from './record/canonical.ts';
export { compareBytes, concat, fromBase64url, fromHex, sha256, toBase64url, toHex, utf8 } from './record/bytes.ts';
export type { Random } from './credential/random.ts';
export { readPublicKey, type PublicKey } from './credential/public-key.ts';
export { blind, finalize, prepare, PREFIX_LENGTH, verifyCredential, type BlindState } from './credential/blind.ts';
export { newSlip, readSlip, slipCode, slipHash } from './credential/slip.ts';
export {
  ballotHash,
  ballotMessage,
  credentialMessage,
  newBallotKey,
  signBallot,
  verifyBallot,
  type BallotContent,
  type BallotKey,
} from './credential/ballot-key.ts';
export { verifyEd25519 } from './credential/ed25519.ts';
export { keysFingerprint, matchesFingerprint, type PollKey } from './credential/fingerprint.ts';
