/**
 * Reads a stranger's bundle: its whole shape, and nothing in it that is not known.
 *
 * An unknown field would be a place where something could stand that no signature and no hash covers, so it is refused.
 * What the verifier computes again (findings) or only signs over (a detail of the trail) is read as bounded plain JSON.
 */
import type { EventId, GroupId, PollId } from '../brand.ts';
import type { Accounts } from '../count/accounts.ts';
import { fields, list, matching, oneOf, read, refuse, whole, at } from '../paper/reader.ts';
import type { Misread, Reader } from '../paper/reader.ts';
import type { Result } from '../result.ts';
import { DUE_MAX, GROUPS_MAX, readDefinition } from '../rules/check-definition.ts';
import { fromBase64url } from './bytes.ts';
import type {
  Annex,
  Bundle,
  Correction,
  GroupCount,
  IssuerKey,
  Opening,
  PollRecord,
  SealedPoll,
  SignedRecord,
  SpentCredential,
  TrailEntry,
} from './record.ts';

const POLLS_MAX = 1000;
const CORRECTIONS_MAX = 1000;
const OPENINGS_MAX = 20_000_000;
const TRAIL_MAX = 1_000_000;
const TEXT_MAX = 2000;
const COUNT_MAX = 2 ** 31;

export const readBundle = (value: unknown): Result<Bundle, Misread> => read(bundle, value);

export const readAnnex = (value: unknown): Result<Annex, Misread> => read(annex, value);

const bundle: Reader<Bundle> = (value, path) => {
  const own = fields(value, path, ['format', 'event', 'eventKey', 'polls', 'trail', 'trailSignature']);
  const event = fields(own.event, at(path, 'event'), ['id', 'title']);
  return {
    format: oneOf(['gonglun-bundle/1'])(own.format, at(path, 'format')),
    event: { id: address(event.id, 'event.id') as EventId, title: text(event.title, 'event.title') },
    eventKey: bytes(32)(own.eventKey, at(path, 'eventKey')),
    polls: list(sealedPoll, 1, POLLS_MAX)(own.polls, at(path, 'polls')),
    trail: list(trailEntry, 0, TRAIL_MAX)(own.trail, at(path, 'trail')),
    trailSignature: jws(own.trailSignature, at(path, 'trailSignature')),
  };
};

const sealedPoll: Reader<SealedPoll> = (value, path) => {
  const { corrected, openings, credentials, ...own } = fields(value, path, [
    'record',
    'signature',
    'corrected',
    'openings',
    'credentials',
  ]);
  return {
    ...signedRecord(own, path),
    ...(corrected !== undefined && {
      corrected: list(signedRecord, 1, CORRECTIONS_MAX)(corrected, at(path, 'corrected')),
    }),
    openings: list(opening, 0, OPENINGS_MAX)(openings, at(path, 'openings')),
    credentials: list(spent, 0, DUE_MAX)(credentials, at(path, 'credentials')),
  };
};

const signedRecord: Reader<SignedRecord> = (value, path) => {
  const own = fields(value, path, ['record', 'signature']);
  return {
    record: record(own.record, at(path, 'record')),
    signature: jws(own.signature, at(path, 'signature')),
  };
};

const record: Reader<PollRecord> = (value, path) => {
  const own = fields(value, path, [
    'format',
    'event',
    'paperHash',
    'definition',
    'keys',
    'accounts',
    'groupAccounts',
    'count',
    'groupCounts',
    'annex',
    'writeIns',
    'findings',
    'openings',
    'credentials',
    'openedAt',
    'closedAt',
    'sealedAt',
    'openedBy',
    'closedBy',
    'sealedBy',
    'transport',
    'software',
    'corrects',
    'correction',
  ]);
  const event = fields(own.event, at(path, 'event'), ['id', 'title', 'place']);
  const software = fields(own.software, at(path, 'software'), ['version', 'commit']);
  return {
    format: oneOf(['gonglun-record/1'])(own.format, at(path, 'format')),
    event: {
      id: address(event.id, at(path, 'event.id')) as EventId,
      title: text(event.title, at(path, 'event.title')),
      place: text(event.place, at(path, 'event.place')),
    },
    paperHash: hash(own.paperHash, at(path, 'paperHash')),
    definition: readDefinition(own.definition, at(path, 'definition')),
    keys: list(issuerKey, 1, GROUPS_MAX)(own.keys, at(path, 'keys')),
    accounts: accounts(own.accounts, at(path, 'accounts')),
    groupAccounts: list(groupAccounts, 1, GROUPS_MAX)(own.groupAccounts, at(path, 'groupAccounts')),
    count: count(fields(own.count, at(path, 'count'), ['ballots', 'counts']), at(path, 'count')),
    groupCounts: list(groupCount, 0, GROUPS_MAX)(own.groupCounts, at(path, 'groupCounts')),
    annex: orNull(hash)(own.annex, at(path, 'annex')),
    writeIns: list(writeIn, 0, COUNT_MAX)(own.writeIns, at(path, 'writeIns')),
    // The verifier holds them against findings of its own, character by character.
    findings: list(finding, 0, COUNT_MAX)(own.findings, at(path, 'findings')) as PollRecord['findings'],
    openings: tree(own.openings, at(path, 'openings')),
    credentials: tree(own.credentials, at(path, 'credentials')),
    openedAt: moment(own.openedAt, at(path, 'openedAt')),
    closedAt: moment(own.closedAt, at(path, 'closedAt')),
    sealedAt: moment(own.sealedAt, at(path, 'sealedAt')),
    openedBy: text(own.openedBy, at(path, 'openedBy')),
    closedBy: text(own.closedBy, at(path, 'closedBy')),
    sealedBy: text(own.sealedBy, at(path, 'sealedBy')),
    transport: oneOf(['http', 'https'])(own.transport, at(path, 'transport')),
    software: {
      version: text(software.version, at(path, 'software.version')),
      commit: orNull(text)(software.commit, at(path, 'software.commit')),
    },
    corrects: orNull(hash)(own.corrects, at(path, 'corrects')),
    correction: orNull(correction)(own.correction, at(path, 'correction')),
  };
};

const correction: Reader<Correction> = (value, path) => {
  const own = fields(value, path, ['reason', 'by', 'at']);
  return {
    reason: text(own.reason, at(path, 'reason')),
    by: text(own.by, at(path, 'by')),
    at: moment(own.at, at(path, 'at')),
  };
};

const finding: Reader<unknown> = (value, path) => {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) refuse(path, 'must be an object');
  return plainJson(value, path);
};

const annex: Reader<Annex> = (value, path) => {
  const own = fields(value, path, ['format', 'poll', 'paperHash', 'groupCounts', 'salt']);
  return {
    format: oneOf(['gonglun-annex/1'])(own.format, at(path, 'format')),
    poll: address(own.poll, at(path, 'poll')) as PollId,
    paperHash: hash(own.paperHash, at(path, 'paperHash')),
    groupCounts: list(groupCount, 1, GROUPS_MAX)(own.groupCounts, at(path, 'groupCounts')),
    salt: bytes(32)(own.salt, at(path, 'salt')),
  };
};

const count = (own: Readonly<Record<string, unknown>>, path: string) => ({
  ballots: figure(own.ballots, at(path, 'ballots')),
  counts: list(figure, 1, COUNT_MAX)(own.counts, at(path, 'counts')),
});

const groupCount: Reader<GroupCount> = (value, path) => {
  const own = fields(value, path, ['group', 'ballots', 'counts']);
  return { group: text(own.group, at(path, 'group')) as GroupId, ...count(own, path) };
};

const opening: Reader<Opening> = (value, path) => {
  const own = fields(value, path, ['question', 'choice', 'group', 'nonce']);
  return {
    question: text(own.question, at(path, 'question')),
    choice: text(own.choice, at(path, 'choice')),
    group: orNull(text)(own.group, at(path, 'group')) as GroupId | null,
    nonce: bytes(16)(own.nonce, at(path, 'nonce')),
  };
};

const spent: Reader<SpentCredential> = (value, path) => {
  const own = fields(value, path, ['group', 'publicKey', 'prefix', 'signature']);
  return {
    group: text(own.group, at(path, 'group')) as GroupId,
    publicKey: bytes(32)(own.publicKey, at(path, 'publicKey')),
    prefix: bytes(32)(own.prefix, at(path, 'prefix')),
    signature: bytes(256)(own.signature, at(path, 'signature')),
  };
};

const issuerKey: Reader<IssuerKey> = (value, path) => {
  const own = fields(value, path, ['group', 'spki']);
  return { group: text(own.group, at(path, 'group')) as GroupId, spki: bytes()(own.spki, at(path, 'spki')) };
};

const ACCOUNTS = ['due', 'present', 'issued', 'returned', 'valid', 'invalid'] as const;

const accounts: Reader<Accounts> = (value, path) => figures(fields(value, path, ACCOUNTS), path);

const groupAccounts: Reader<PollRecord['groupAccounts'][number]> = (value, path) => {
  const own = fields(value, path, ['group', ...ACCOUNTS]);
  return { group: text(own.group, at(path, 'group')) as GroupId, ...figures(own, path) };
};

function figures(own: Readonly<Record<string, unknown>>, path: string): Accounts {
  const each = (name: (typeof ACCOUNTS)[number]) => figure(own[name], at(path, name));
  return {
    due: each('due'),
    present: each('present'),
    issued: each('issued'),
    returned: each('returned'),
    valid: each('valid'),
    invalid: each('invalid'),
  };
}

const writeIn: Reader<PollRecord['writeIns'][number]> = (value, path) => {
  const own = fields(value, path, ['name', 'votes']);
  return { name: text(own.name, at(path, 'name')), votes: figure(own.votes, at(path, 'votes')) };
};

const tree: Reader<PollRecord['openings']> = (value, path) => {
  const own = fields(value, path, ['size', 'root']);
  return { size: figure(own.size, at(path, 'size')), root: hash(own.root, at(path, 'root')) };
};

const trailEntry: Reader<TrailEntry> = (value, path) => {
  const own = fields(value, path, ['at', 'actor', 'act', 'poll', 'detail']);
  if (Array.isArray(own.detail) || typeof own.detail !== 'object' || own.detail === null) {
    refuse(at(path, 'detail'), 'must be an object');
  }
  return {
    at: moment(own.at, at(path, 'at')),
    actor: text(own.actor, at(path, 'actor')),
    act: text(own.act, at(path, 'act')),
    poll: orNull(address)(own.poll, at(path, 'poll')) as PollId | null,
    detail: plainJson(own.detail, at(path, 'detail'), 1) as TrailEntry['detail'],
  };
};

/** As `canonicalize` can write it: no lone surrogates. */
const text: Reader<string> = (value, path) => {
  if (typeof value !== 'string') refuse(path, 'must be text');
  if (value.length > TEXT_MAX || /\p{Cs}/u.test(value)) refuse(path, `must be at most ${TEXT_MAX} whole characters`);
  return value;
};

const address = matching(/^[A-Za-z0-9_-]{1,64}$/, 'must be an id');
const hash = matching(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hex');
const moment = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/, 'must be a moment in UTC');
const jws = matching(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/, 'must be a compact JWS');
const figure = whole(0, COUNT_MAX);

/** base64url of `length` bytes, or of any number. */
function bytes(length?: number): Reader<string> {
  return (value, path) => {
    const decoded = typeof value === 'string' ? fromBase64url(value) : null;
    if (typeof value !== 'string' || decoded === null || (length !== undefined && decoded.length !== length)) {
      refuse(path, `must be ${length ?? 'some'} bytes in base64url without padding`);
    }
    return value;
  };
}

function orNull<T>(reader: Reader<T>): Reader<T | null> {
  return (value, path) => (value === null ? null : reader(value, path));
}

/** Any JSON value of bounded depth: 12 is more than a finding has. */
function plainJson(value: unknown, path: string, depth = 12): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'string') return text(value, path);
  if (depth === 0 || typeof value !== 'object') return refuse(path, 'must be plain JSON');
  if (Array.isArray(value)) return value.map((entry: unknown, i) => plainJson(entry, `${path}[${i}]`, depth - 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]: [string, unknown]) => [
      text(key, path),
      plainJson(member, at(path, key), depth - 1),
    ]),
  );
}
