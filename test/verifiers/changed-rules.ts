/**
 * The same votes under other rules, sealed again with what then follows: so that two verifiers have to work out far more
 * findings than forty templates have.
 */
import {
  annexHash,
  checkDefinition,
  definitionHash,
  groupView,
  publicFindings,
  type Annex,
  type Definition,
  type PollRecord,
  type SealedPoll,
} from 'ballot-core';
import { bundleOf, signJws } from '../../packages/ballot-core/src/record/meeting.fixture.ts';
import { spokenIn } from '../../packages/ballot-core/src/record/verify-annex.ts';
import type { Draw, Meeting } from './meetings.ts';

/** What may stand under a name instead. */
const OTHERS: Readonly<Record<string, readonly unknown[]>> = {
  comparator: ['lt', 'le', 'gt', 'ge'],
  base: ['due', 'present', 'issued', 'returned', 'valid', 'validItem', 'headcount', 'seats', 'one'],
  account: ['due', 'present', 'issued', 'returned', 'valid', 'validItem', 'headcount', 'seats'],
  scope: ['question', 'item', 'poll'],
  direction: ['top', 'bottom'],
  ties: ['include_all', 'runoff', 'organizer'],
  places: [1, 2, 3, 4, 'seats'],
  per: ['poll', 'tag'],
  empty: ['error', 'renormalise'],
  missing: ['breaks', 'skips'],
  within: ['year', 'ever'],
  kind: ['groups', 'dimensions', 'run', 'count'],
  strength: ['auto', 'flag', 'principle'],
  weight: ['flag', 'outcome', 'clear', 0, 1, 7, 30],
  at: ['2023', '2024-06-30', '2025', '2025-12-31', '2026', '2026-11-22'],
  plus: [['absent'], ['invalid'], ['invalid', 'absent']],
  precedence: [0, 1, 2, 50, 1000],
  sensitivity: [['due', 'present', 'issued', 'returned', 'valid', 'validItem', 'headcount', 'seats'], []],
};

type Json = { [key: string]: unknown } | unknown[];

/** The meeting under another rule; null where that rule would not be accepted, or gives nothing to reckon with. */
export function underAnotherRule({ name, bundle, annexes }: Meeting, draw: Draw): Meeting | null {
  const [sealed] = structuredClone(bundle).polls;
  if (sealed === undefined) return null;
  const { record } = sealed;
  const changes = Array.from({ length: 1 + draw(3) }, () => change(record.definition, draw));
  const checked = checkDefinition(JSON.parse(JSON.stringify(record.definition)));
  if (!checked.ok || changes.every((each) => each === null)) return null;
  return sealedUnder(`${name}, ${changes.join(', ')}`, sealed, checked.value, annexes);
}

/** The votes of a poll sealed again under another definition; null where its rules can't be reckoned with. */
export function sealedUnder(
  name: string,
  sealed: SealedPoll,
  definition: Definition,
  [old]: readonly Annex[] = [],
): Meeting | null {
  const paperHash = definitionHash(definition);
  const annex = old === undefined ? undefined : { ...old, paperHash };
  const findings = findingsOf({ ...sealed.record, definition }, annex);
  if (findings === null) return null;
  const changed: PollRecord = {
    ...sealed.record,
    definition,
    paperHash,
    findings,
    annex: annex === undefined ? null : annexHash(annex),
  };
  const whole = bundleOf([{ ...sealed, record: changed, signature: signJws(changed) }]);
  return { name, bundle: whole, annexes: annex === undefined ? [] : [annex] };
}

function findingsOf(record: PollRecord, annex: Annex | undefined): PollRecord['findings'] | null {
  const groupCounts = annex?.groupCounts ?? record.groupCounts;
  const view = annex === undefined ? ALL : groupView(record.definition, groupCounts);
  try {
    return publicFindings(record, groupCounts, view, spokenIn([]));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const ALL = { named: new Set<never>(), withheld: 'nothing' } as const;

function change(definition: Definition, draw: Draw): string | null {
  const roots = [definition.rules, definition.rules, { given: definition.given, at: definition.at }];
  const root = roots[draw(roots.length)] as unknown as Json;
  const places = placesIn(root);
  const place = places[draw(places.length)];
  if (place === undefined) return null;
  const { holder, key } = place;
  const own = holder as { [key: string]: unknown };
  const before = own[key];
  const others = OTHERS[key];
  if (others !== undefined) own[key] = structuredClone(others[draw(others.length)]);
  else if (typeof before === 'number') own[key] = draw(3) === 0 ? draw(100) : Math.max(0, before + draw(7) - 3);
  else if (Array.isArray(holder) && holder.length > 1) holder.splice(Number(key), 1);
  else return null;
  if (root !== (definition.rules as unknown)) Object.assign(definition, root);
  return `${key} ${JSON.stringify(before)} → ${JSON.stringify(own[key])}`;
}

function placesIn(value: unknown): readonly { readonly holder: Json; readonly key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]: [string, unknown]) => [
    { holder: value as Json, key },
    ...placesIn(member),
  ]);
}
