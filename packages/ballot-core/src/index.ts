/** The public surface of ballot-core: types and functions by name, nothing by accident. */
export type { Brand, EventId, GroupId, PollId } from './brand.ts';
export { ok, no, type Result } from './result.ts';
export type {
  Blank,
  ChoiceId,
  ChoicePaper,
  FormPaper,
  Grade,
  GradesPaper,
  Item,
  MotionPaper,
  Paper,
  PickPaper,
  PlainPaper,
  Question,
  QuestionId,
  Quota,
  ScorePaper,
  Section,
  TextPaper,
} from './paper/paper.ts';
export {
  BALLOT_BYTES_MAX,
  DIMENSIONS_MAX,
  ITEM_ID,
  ITEMS_MAX,
  MOTION_CHOICES,
  NAME_LENGTH_MAX,
  PICKED,
  QUESTIONS_MAX,
  SCALE_MAX,
  SCORES_MAX,
  SECTIONS_MAX,
  SLOTS_MAX,
  STATEMENT_LENGTH_MAX,
  TEXT_BALLOTS_MIN,
  TEXT_LENGTH_MAX,
  WRITE_IN,
  WRITE_IN_LENGTH_MAX,
  WRITE_INS_MAX,
  WRITTEN,
} from './paper/paper.ts';
export type { Answers, Ballot, BallotRefusal, CastBody, RefusedBallot } from './paper/ballot.ts';
export { checkPaper } from './paper/check.ts';
export {
  blankOf,
  countedChoices,
  itemsOf,
  mustMark,
  optionsOf,
  partOf,
  questionOf,
  questions,
  type ItemLines,
} from './paper/questions.ts';
export { scoreCount, scoreMarks, scoreText, scoreValue } from './paper/score.ts';
export { checkMarks, warningsOf, type BallotWarning } from './paper/check-marks.ts';
export { quotaUses, type QuotaUse } from './paper/quotas.ts';
export { textHash } from './paper/text-hash.ts';
export { openingsPerBallot, readBallot } from './paper/read-ballot.ts';
export type { Misread } from './paper/reader.ts';
export { compare, line } from './rules/compare.ts';
export { ERROR_EMPTY_GROUP, evaluate, NOT_ASSESSED } from './rules/evaluate.ts';
export { needsGroups } from './rules/applies.ts';
export { evaluateAll, type GatesOf, type Known } from './rules/evaluate-all.ts';
export { checkRule } from './rules/check-rule.ts';
export { checkDefinition, DUE_MAX, GROUPS_MAX, K_MAX } from './rules/check-definition.ts';
export { definitionWarnings } from './rules/definition-warnings.ts';
export type { DefinitionWarning, WarningCode } from './rules/warning.ts';
export { presetRules, PRESETS, type PresetId } from './rules/presets.ts';
export { COMPETENCE_SCALE } from './rules/presets/scales.ts';
export {
  BASE_NAMES,
  COMPARATOR_NAMES,
  CONFIDENCE_NAMES,
  optionName,
  STATUS_NAMES,
  type Language,
  type Words,
} from './rules/names.ts';
export type { Preset, PresetPoll } from './rules/preset.ts';
export { fractionInWords } from './rules/fraction-words.ts';
export { findingInWords, measuredInWords, testFindingInWords } from './rules/finding-words.ts';
export { figureName, numeratorInWords, scoreName } from './rules/numerator-words.ts';
export { ruleInWords } from './rules/rule-words.ts';
export { testInWords, type Setting } from './rules/test-words.ts';
export { displayed, displayedAgainst } from './rules/displayed.ts';
export { deadline, type HolidayEntry } from './rules/deadline.ts';
export type { Comparator, Fraction } from './rules/compare.ts';
export type {
  BaseKey,
  Branch,
  Citation,
  Condition,
  Cut,
  Facts,
  Finding,
  Gate,
  GateState,
  Given,
  HistoryMeasure,
  Label,
  Mark,
  Numerator,
  Period,
  RankedRow,
  Row,
  Rule,
  Score,
  ScoreFinding,
  Tally,
  Test,
  TestFinding,
} from './rules/rule.ts';
export {
  ACCOUNTS_FAULTS,
  accountsInWords,
  addAccounts,
  checkAccounts,
  type Accounts,
  type AccountsFault,
} from './count/accounts.ts';
export type { Count } from './count/count.ts';
export { addBallot, addCounts, Counter, emptyCount } from './count/counter.ts';
export { countOpenings, countWriteIns } from './count/openings.ts';
export { ELECTORATE_MIN, K_MIN, mayRelease, type ReleaseState } from './count/release.ts';
export {
  candidateLabels,
  mergedWriteIns,
  mergeEnd,
  type MergedName,
  type NameMerge,
  type WrittenName,
} from './count/merge-write-ins.ts';
export { slots, type Slot } from './count/slots.ts';
export { itemTally, tallyOf, type TallySources } from './count/tally.ts';
export type {
  Annex,
  Bundle,
  Correction,
  Definition,
  Exclusion,
  Group,
  GroupCount,
  IssuerKey,
  Opening,
  PollRecord,
  QuestionFinding,
  ReleasePolicy,
  SealedPoll,
  SignedRecord,
  Source,
  SpentCredential,
  TrailEntry,
} from './record/record.ts';
export { canonicalize } from './record/canonical.ts';
export { compareBytes, concat, fromBase64url, fromHex, sha256, toBase64url, toHex, utf8 } from './record/bytes.ts';
export type { Random } from './credential/random.ts';
export { readPublicKey, type PublicKey } from './credential/public-key.ts';
export { blind, finalize, prepare, PREFIX_LENGTH, verifyCredential, type BlindState } from './credential/blind.ts';
export { newSlip, readSlip, slipCode, slipHash } from './credential/slip.ts';
export { newPersonalCode, personalCodeHash, readPersonalCode, shownPersonalCode } from './credential/personal-code.ts';
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
export { annexHash, credentialLeaf, definitionHash, openingLeaf, recordHash } from './record/hashes.ts';
export { inclusionProof, merkleRoot, verifyInclusion, type Inclusion } from './record/merkle.ts';
export { GROUP_MIN, publicGroups, type GroupSizes } from './record/public-groups.ts';
export {
  groupView,
  publicCounts,
  totalsGiveParts,
  weighsGroups,
  withoutTexts,
  type GroupView,
} from './record/groups.ts';
export { correctionsOf, type Changeable, type CorrectionStep } from './record/corrections.ts';
export { drawNonces } from './record/draw-nonces.ts';
export { openingsOf, shred, type Shredded } from './record/shred.ts';
export { absentFrom } from './record/absent.ts';
export { judgeReceipt, readReceipt, type Judgement, type ReceiptContent } from './record/receipt.ts';
export { JWS_HEADER, verifyJws } from './record/jws.ts';
export { CLAIMS, readClaim, type ClaimName, type Verdict } from './record/claims.ts';
export { publicFindings, verifyAnnex, type Spoken } from './record/verify-annex.ts';
export { verifyBundle } from './record/verify-bundle.ts';
