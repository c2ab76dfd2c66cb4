/**
 * The claims about one sealed poll, in order: signed, the paper on the wall, rights to vote, answers, count, findings.
 *
 * Nothing is taken from the record that can be computed: counts come from the openings, findings from the rules.
 */
import type { EventId } from '../brand.ts';
import { checkAccounts, type Accounts } from '../count/accounts.ts';
import { countOpenings, countWriteIns } from '../count/openings.ts';
import { impossibility } from '../count/possible.ts';
import { credentialMessage } from '../credential/ballot-key.ts';
import { verifyCredential } from '../credential/blind.ts';
import { readPublicKey, type PublicKey } from '../credential/public-key.ts';
import { compareBytes, concat, fromBase64url, toHex } from './bytes.ts';
import { canonicalize } from './canonical.ts';
import type { Check } from './claims.ts';
import { correctionsFault } from './corrections.ts';
import { credentialLeaf, definitionHash, openingLeaf } from './hashes.ts';
import { signatureFault } from './jws.ts';
import { merkleRoot } from './merkle.ts';
import type { PollRecord, SealedPoll, SpentCredential } from './record.ts';
import { findingsFault } from './verify-findings.ts';
import { groupCountsFault, groupsFault, sealedView } from './verify-groups.ts';

export function pollChecks(event: EventId, eventKey: Uint8Array, sealed: SealedPoll): readonly Check[] {
  const { record, signature, openings, credentials } = sealed;
  const { definition, accounts, count } = record;
  const view = lazily(() => sealedView(sealed));
  const leaves = lazily(() => openings.map((opening) => openingLeaf(definition.poll, opening)));
  return [
    ['record_signature', () => signatureFault(signature, eventKey, record)],
    ['record_event', () => eventFault(event, record)],
    ['paper_hash', () => unless(definitionHash(definition) === record.paperHash, 'the paper has another hash')],
    ['issuer_keys', () => keysFault(record)],
    [
      'credentials_distinct',
      () => unless(areDistinct(credentials.map((each) => each.publicKey)), 'a key occurs twice'),
    ],
    ['credentials_valid', () => credentialsFault(record, credentials)],
    ['credentials_counted', () => countedFault(sealed)],
    [
      'credentials_root',
      () => {
        const hashes = credentials.map((spent) => credentialLeaf(definition.poll, spent));
        return treeFault(hashes, record.credentials);
      },
    ],
    ['openings_distinct', () => unless(areAscending(leaves()), 'two openings are equal or out of order')],
    ['openings_root', () => treeFault(leaves(), record.openings)],
    ['openings_complete', () => completeFault(sealed)],
    ['openings_groups', () => groupsFault(sealed, view())],
    ['recount', () => sameFault(countOpenings(definition.paper, openings), count)],
    ['write_ins', () => sameFault(countWriteIns(openings), record.writeIns)],
    ['group_counts', () => groupCountsFault(sealed, view())],
    ['answers_possible', () => impossibility(definition.paper, count, record.writeIns)],
    ['accounts', () => accountsFault(accounts)],
    ['group_accounts', () => groupAccountsFault(sealed)],
    ['findings', () => findingsFault(record, view())],
    ['corrections', () => correctionsFault(sealed, eventKey, (older) => findingsFault(older, view()))],
  ];
}

function eventFault(
  event: EventId,
  { definition, event: of, openedAt, closedAt, sealedAt }: PollRecord,
): string | null {
  if (of.id !== event || definition.event !== event) return 'the record is of another event';
  // RFC 3339 in UTC sorts as text once the Z is gone.
  const [opened = '', closed = '', at = ''] = [openedAt, closedAt, sealedAt].map((moment) => moment.slice(0, -1));
  return unless(opened <= closed && closed <= at, 'opened, closed and sealed are not in this order');
}

function keysFault({ keys, definition }: PollRecord): string | null {
  const groups = new Set<string>(definition.groups.map(({ id }) => id));
  if (keys.length !== groups.size || !areDistinct(keys.map(({ group }) => group))) return 'not one key for each group';
  if (!keys.every(({ group }) => groups.has(group))) return 'a key is of no group of this paper';
  if (!areDistinct(keys.map(({ spki }) => spki))) return 'two groups have the same key';
  const bad = keys.find(({ spki }) => readKey(spki) === null);
  return bad ? `the key of ${bad.group} is malformed or too weak` : null;
}

function credentialsFault({ keys, definition }: PollRecord, credentials: readonly SpentCredential[]): string | null {
  const byGroup = new Map(keys.map(({ group, spki }) => [group, readKey(spki)]));
  const bad = credentials.findIndex((spent) => {
    const key = byGroup.get(spent.group);
    const [publicKey, prefix, signature] = [spent.publicKey, spent.prefix, spent.signature].map(fromBase64url);
    if (!key || !publicKey || !prefix || !signature) return true;
    return !verifyCredential(key, concat(prefix, credentialMessage(definition.poll, publicKey)), signature);
  });
  return bad < 0 ? null : `credential ${bad} does not verify with the key of its group`;
}

/** Every ballot comes with a credential; a ballot without one, even an invalid one, would raise a base for free. */
function countedFault({ record: { count, accounts }, credentials }: SealedPoll): string | null {
  const figures = [credentials.length, count.ballots, accounts.valid, accounts.returned];
  const [spent, counted, valid, returned] = figures;
  const reason = `${spent} credentials, ${counted} ballots counted, ${valid} valid, ${returned} returned`;
  return unless(new Set(figures).size === 1, reason);
}

function treeFault(leaves: readonly Uint8Array[], { size, root }: PollRecord['openings']): string | null {
  if (!areAscending(leaves)) return 'the list is not sorted by its hashes';
  if (leaves.length !== size) return `${leaves.length} entries where ${size} were sealed`;
  return unless(toHex(merkleRoot(leaves)) === root, 'the list has another root than the signed one');
}

function completeFault({ record, openings }: SealedPoll): string | null {
  try {
    const { ballots } = countOpenings(record.definition.paper, openings);
    return unless(ballots === record.count.ballots, `the openings are of ${ballots} ballots`);
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

function accountsFault(accounts: Accounts): string | null {
  const [fault] = checkAccounts(accounts);
  return fault ?? null;
}

/** Groups in the paper's order, each sound by itself, each with its own 应到, together the whole. */
function groupAccountsFault({ record, credentials }: SealedPoll): string | null {
  const { definition, accounts, groupAccounts } = record;
  const sizes = tallied(credentials.map(({ group }) => group));
  if (groupAccounts.length !== definition.groups.length) return 'not one account for each group';
  for (const [i, { id, due }] of definition.groups.entries()) {
    const own = groupAccounts[i];
    if (own?.group !== id || own.due !== due) return `the account of ${id} is missing or has another 应到`;
    const [fault] = checkAccounts(own);
    if (fault) return `${id}: ${fault}`;
    const spent = sizes.get(id) ?? 0;
    if (own.returned !== spent || own.valid !== spent)
      return `${id} has ${own.returned} ballots and ${spent} credentials`;
  }
  for (const name of ['due', 'present', 'issued', 'returned', 'valid', 'invalid'] as const) {
    const sum = groupAccounts.reduce((total, own) => total + own[name], 0);
    if (sum !== accounts[name]) return `${name} is ${accounts[name]}, the groups have ${sum}`;
  }
  return null;
}

const readKey = (spki: string): PublicKey | null => {
  const key = readPublicKey(fromBase64url(spki) ?? new Uint8Array());
  return key.ok ? key.value : null;
};

const sameFault = (computed: unknown, recorded: unknown): string | null =>
  unless(canonicalize(computed) === canonicalize(recorded), 'what is recorded differs from what is computed');

const unless = (holds: boolean, reason: string): string | null => (holds ? null : reason);

const areDistinct = (values: readonly string[]): boolean => new Set(values).size === values.length;

const areAscending = (leaves: readonly Uint8Array[]): boolean =>
  leaves.every((leaf, i) => compareBytes(leaves[i - 1] ?? new Uint8Array(), leaf) < 0);

function tallied<T extends string>(values: readonly T[]): ReadonlyMap<T, number> {
  const sizes = new Map<T, number>();
  for (const value of values) sizes.set(value, (sizes.get(value) ?? 0) + 1);
  return sizes;
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
