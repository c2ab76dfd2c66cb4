/**
 * The database: five schemas that must not learn about each other.
 *
 * `desk` knows organizers' work and may hold times. `roll` knows who may vote. `urn` knows ballots. `named` holds forms
 * that are signed by their nature. `auth` is the organizers' login (better-auth). `roll` and `urn` share nothing but the poll's and the group's id: no other column,
 * no key, no sequence, no default, no time. A row of `roll` and a row of `urn` are never written in one transaction.
 * `urn.ballots` and `urn.counters` are partitioned by poll in a hand-written migration; a partition is made when the
 * poll opens and dropped, not emptied, when it is sealed.
 */
import {
  boolean,
  bigint,
  customType,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  unique,
} from 'drizzle-orm/pg-core';

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });
const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

// ---- desk -----------------------------------------------------------------------------------------------------------
export const desk = pgSchema('desk');

export const events = desk.table('events', {
  id: text('id').primaryKey(),
  title: text('title').notNull(),
  place: text('place').notNull(),
  /** [{id, name, due}] */
  groups: jsonb('groups').notNull(),
  signIn: text('sign_in', { enum: ['open', 'closed'] })
    .notNull()
    .default('closed'),
  admission: text('admission', { enum: ['slips', 'roster'] })
    .notNull()
    .default('slips'),
  /** 演练: its papers, records and slips say that nothing of it counts. */
  rehearsal: boolean('rehearsal').notNull().default(false),
  displayCode: text('display_code').notNull().unique(),
  shortCode: text('short_code').notNull().unique(),
  /** The address under which phones reach the server, as the desk last saw it; null until known. */
  baseUrl: text('base_url'),
  /** Ed25519, 32 bytes. */
  publicKey: bytea('public_key').notNull(),
  /** AES-256-GCM under the installation's key. */
  sealedPrivateKey: bytea('sealed_private_key').notNull(),
  createdAt: at('created_at').notNull().defaultNow(),
});

export const polls = desk.table('polls', {
  id: text('id').primaryKey(),
  eventId: text('event_id')
    .notNull()
    .references(() => events.id, { onDelete: 'cascade' }),
  position: integer('position').notNull(),
  state: text('state', { enum: ['draft', 'frozen', 'open', 'closed', 'sealed'] })
    .notNull()
    .default('draft'),
  /** PollDraft while a draft. */
  draft: jsonb('draft').notNull(),
  /** Canonical JSON of the Definition, from the freeze on. */
  definition: text('definition'),
  paperHash: text('paper_hash'),
  openedAt: at('opened_at'),
  closedAt: at('closed_at'),
  sealedAt: at('sealed_at'),
  /** [{group, present, issued}] at the close: who signs in later is not part of this poll. Sums only. */
  attendance: jsonb('attendance'),
  alarm: text('alarm'),
});

export const issuerKeys = desk.table(
  'issuer_keys',
  {
    pollId: text('poll_id')
      .notNull()
      .references(() => polls.id, { onDelete: 'cascade' }),
    groupId: text('group_id').notNull(),
    /** SPKI DER. */
    spki: bytea('spki').notNull(),
    sealedPrivateKey: bytea('sealed_private_key').notNull(),
  },
  (t) => [primaryKey({ columns: [t.pollId, t.groupId] })],
);

export const gateDecisions = desk.table(
  'gate_decisions',
  {
    pollId: text('poll_id')
      .notNull()
      .references(() => polls.id, { onDelete: 'cascade' }),
    question: text('question').notNull(),
    rule: text('rule').notNull(),
    gate: text('gate').notNull(),
    state: text('state', { enum: ['pending', 'confirmed', 'rejected'] }).notNull(),
    document: text('document').notNull(),
    by: text('by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.pollId, t.question, t.rule, t.gate] })],
);

/** 程序情况表: what must be ticked, with its document, before a poll may open. */
export const checks = desk.table(
  'checks',
  {
    pollId: text('poll_id')
      .notNull()
      .references(() => polls.id, { onDelete: 'cascade' }),
    item: text('item').notNull(),
    document: text('document').notNull(),
    by: text('by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.pollId, t.item] })],
);

/** When a period after a finding began (公示, 申诉, 试用); its end is computed. */
export const periods = desk.table(
  'periods',
  {
    pollId: text('poll_id')
      .notNull()
      .references(() => polls.id, { onDelete: 'cascade' }),
    question: text('question').notNull(),
    rule: text('rule').notNull(),
    period: text('period').notNull(),
    /** YYYY-MM-DD, in the calendar of the place. */
    startsOn: text('starts_on').notNull(),
    by: text('by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.pollId, t.question, t.rule, t.period] })],
);

/** Days that differ from the week: 法定节假日 (not working) and 调休 (working). */
export const holidays = desk.table('holidays', {
  /** YYYY-MM-DD. */
  day: text('day').primaryKey(),
  working: boolean('working').notNull(),
});

/** Memory over years: findings about persons and units, as sealed or as entered with a document. Never a ballot. */
export const marks = desk.table('marks', {
  id: text('id').primaryKey(),
  kind: text('kind', { enum: ['person', 'unit'] }).notNull(),
  subject: text('subject').notNull(),
  /** For memory that is kept per post; '' otherwise. */
  post: text('post').notNull(),
  /** YYYY or YYYY-MM-DD. */
  at: text('at').notNull(),
  mark: text('mark').notNull(),
  /** The sealed poll it comes from, or null when entered by hand. */
  pollId: text('poll_id').references(() => polls.id),
  document: text('document').notNull(),
  by: text('by').notNull(),
});

/** A teller's reading of written-in names: this spelling is that person. The record keeps what was written. */
export const writeInMerges = desk.table(
  'write_in_merges',
  {
    pollId: text('poll_id')
      .notNull()
      .references(() => polls.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    into: text('into').notNull(),
    reason: text('reason').notNull(),
    by: text('by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.pollId, t.name] })],
);

/** 相互印证: what the organ concludes from ballot, interviews and named forms together. */
export const conclusions = desk.table('conclusions', {
  pollId: text('poll_id')
    .primaryKey()
    .references(() => polls.id, { onDelete: 'cascade' }),
  text: text('text').notNull(),
  by: text('by').notNull(),
});

/** What is announced about an event: posts and conditions before, totals and notices after. */
export const notices = desk.table('notices', {
  id: text('id').primaryKey(),
  eventId: text('event_id')
    .notNull()
    .references(() => events.id, { onDelete: 'cascade' }),
  kind: text('kind').notNull(),
  title: text('title').notNull(),
  body: text('body').notNull(),
  /** `participants` is for those who have the stage's code; `public` for anybody. */
  scope: text('scope', { enum: ['participants', 'public'] }).notNull(),
  /** Polls whose totals it shows, once sealed: ids. */
  polls: jsonb('polls').notNull(),
  /** YYYY-MM-DD. */
  startsOn: text('starts_on').notNull(),
  endsOn: text('ends_on'),
  position: integer('position').notNull(),
});

/** 监票人附卷: counts of all groups, for tellers, where a weighted result needs groups too small to be named. */
export const annexes = desk.table('annexes', {
  pollId: text('poll_id')
    .primaryKey()
    .references(() => polls.id),
  /** Canonical JSON of the Annex. */
  annex: text('annex').notNull(),
});

/** What organizers, tellers and the system did. Append-only; never what a voter did. */
export const trail = desk.table('trail', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  eventId: text('event_id')
    .notNull()
    .references(() => events.id, { onDelete: 'cascade' }),
  pollId: text('poll_id'),
  at: at('at').notNull().defaultNow(),
  actor: text('actor').notNull(),
  act: text('act').notNull(),
  detail: jsonb('detail').notNull(),
});

/** Sealed records: written once. A correction (更正) is another row with the next version. */
export const records = desk.table(
  'records',
  {
    pollId: text('poll_id')
      .notNull()
      .references(() => polls.id),
    /** 0 is the seal's. */
    version: integer('version').notNull().default(0),
    /** Canonical JSON of the PollRecord. */
    record: text('record').notNull(),
    /** Compact JWS. */
    signature: text('signature').notNull(),
  },
  (t) => [primaryKey({ columns: [t.pollId, t.version] })],
);

// ---- roll: who may vote. No times, no sequences. ---------------------------------------------------------------------
export const roll = pgSchema('roll');

export const slips = roll.table('slips', {
  /** SHA-256 of the slip's secret; the secret itself never reaches the database. */
  slipHash: bytea('slip_hash').primaryKey(),
  eventId: text('event_id').notNull(),
  groupId: text('group_id').notNull(),
  admitted: boolean('admitted').notNull().default(false),
});

/**
 * 名册: who may sign in by name. Whoever is in has a row of `slips`, `admission`, for good: what was issued stands under
 * that one. `slipHash` is the slip that the person's phone holds now; a phone that is replaced is issued what the lost one
 * was not.
 */
export const roster = roll.table(
  'roster',
  {
    id: text('id').primaryKey(),
    eventId: text('event_id').notNull(),
    groupId: text('group_id').notNull(),
    name: text('name').notNull(),
    unit: text('unit').notNull(),
    /** HMAC-SHA-256, under the installation's key, of the personal code's hash; null while none was made. */
    codeMac: bytea('code_mac'),
    admission: bytea('admission').unique(),
    slipHash: bytea('slip_hash').unique(),
    late: boolean('late').notNull().default(false),
    departed: boolean('departed').notNull().default(false),
    way: text('way', { enum: ['code', 'clerk', 'hand'] }),
    /** The desk user who confirmed or entered it; '' otherwise. */
    confirmedBy: text('confirmed_by').notNull().default(''),
  },
  (t) => [unique('roster_name').on(t.eventId, t.name, t.unit)],
);

/** Phones that wait at the door for somebody to confirm the name; gone once they are in. */
export const doorRequests = roll.table('door_requests', {
  slipHash: bytea('slip_hash').primaryKey(),
  eventId: text('event_id').notNull(),
  entryId: text('entry_id').notNull(),
  /** 100–999, random, to be compared by eye. */
  number: integer('number').notNull(),
  refused: boolean('refused').notNull().default(false),
});

/** One blind signature for each (slip, poll): the same blinded message is answered again, another one is refused. */
export const issuances = roll.table(
  'issuances',
  {
    slipHash: bytea('slip_hash').notNull(),
    pollId: text('poll_id').notNull(),
    groupId: text('group_id').notNull(),
    blindedHash: bytea('blinded_hash').notNull(),
  },
  (t) => [primaryKey({ columns: [t.slipHash, t.pollId] })],
);

// ---- urn: ballots. No times, no sequences, no names. Every key begins with the poll. ---------------------------------
export const urn = pgSchema('urn');

/** While the poll is open. Partitioned by list (poll_id). */
export const ballots = urn.table(
  'ballots',
  {
    pollId: text('poll_id').notNull(),
    publicKey: bytea('public_key').notNull(),
    groupId: text('group_id').notNull(),
    /** RFC 9474 randomizer, 32 bytes, then the signature, 256 bytes. */
    credential: bytea('credential').notNull(),
    /** Canonical JSON of {choices, writeIns}. */
    answers: text('answers').notNull(),
    nonces: bytea('nonces').notNull(),
    signature: bytea('signature').notNull(),
  },
  (t) => [primaryKey({ columns: [t.pollId, t.publicKey] })],
);

/** One compact row for each poll and group, updated in the transaction that adds ballots. Partitioned like `ballots`. */
export const counters = urn.table(
  'counters',
  {
    pollId: text('poll_id').notNull(),
    groupId: text('group_id').notNull(),
    ballots: integer('ballots').notNull(),
    counts: integer('counts').array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.pollId, t.groupId] })],
);

/** The whole count as last shown to the room: public already, so keeping it teaches nothing. */
export const releases = urn.table('releases', {
  pollId: text('poll_id').primaryKey(),
  ballots: integer('ballots').notNull(),
  counts: integer('counts').array().notNull(),
});

/** After the seal: single answers, in the order of their own hashes. */
export const openings = urn.table(
  'openings',
  {
    pollId: text('poll_id').notNull(),
    leaf: bytea('leaf').notNull(),
    groupId: text('group_id'),
    question: text('question').notNull(),
    choice: text('choice').notNull(),
    nonce: bytea('nonce').notNull(),
  },
  (t) => [primaryKey({ columns: [t.pollId, t.leaf] })],
);

/** After the seal: spent credentials, in the order of their own hashes. */
export const credentials = urn.table(
  'credentials',
  {
    pollId: text('poll_id').notNull(),
    leaf: bytea('leaf').notNull(),
    groupId: text('group_id').notNull(),
    publicKey: bytea('public_key').notNull(),
    credential: bytea('credential').notNull(),
  },
  (t) => [primaryKey({ columns: [t.pollId, t.leaf] })],
);

/** Free words of sealed polls with enough ballots, in the order of their openings' hashes. */
export const texts = urn.table(
  'texts',
  {
    pollId: text('poll_id').notNull(),
    leaf: bytea('leaf').notNull(),
    question: text('question').notNull(),
    text: text('text').notNull(),
  },
  (t) => [primaryKey({ columns: [t.pollId, t.leaf] })],
);

// ---- named: 署名推荐表. A signed form by its nature; it shares nothing with roll, slips or urn. ------------------------
export const named = pgSchema('named');

export const forms = named.table('forms', {
  id: text('id').primaryKey(),
  eventId: text('event_id')
    .notNull()
    .references(() => events.id, { onDelete: 'cascade' }),
  recommender: text('recommender').notNull(),
  recommenderPost: text('recommender_post').notNull(),
  recommended: text('recommended').notNull(),
  recommendedPost: text('recommended_post').notNull(),
  /** The post recommended for; '' when none is named. */
  forPost: text('for_post').notNull(),
  grounds: text('grounds').notNull(),
  /** YYYY-MM-DD, as signed on the form. */
  signedOn: text('signed_on').notNull(),
  recordedBy: text('recorded_by').notNull(),
});
