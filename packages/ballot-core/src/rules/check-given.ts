/**
 * What comes from outside the ballot and is frozen with it: figures, memory, the year, the list's origin.
 */
import { readId } from '../paper/check.ts';
import type { Paper } from '../paper/paper.ts';
import { itemsOf } from '../paper/questions.ts';
import { at, fields, list, matching, oneOf, refuse, whole } from '../paper/reader.ts';
import type { Reader } from '../paper/reader.ts';
import type { PollId } from '../brand.ts';
import type { Source } from '../record/record.ts';
import { NUMBER_MAX, readName, readWord } from './check-parts.ts';
import { isDay } from './deadline.ts';
import type { Given, Mark } from './rule.ts';

const FIGURES_MAX = 20;
const LIST_MAX = 100;
const MARKS_MAX = 100;

/** Ids that stand in addresses. */
export const readAddress = matching(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 of A-Z, a-z, 0-9, _ and -');

/** By item; '' is the poll itself. */
export const readGivens =
  (paper: Paper): Reader<Readonly<Record<string, Given>>> =>
  (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(path, 'must be an object');
    const known = new Set(['', ...itemsOf(paper).map(({ id }) => id)]);
    return Object.fromEntries(
      Object.entries(value).map(([id, given]) => {
        if (!known.has(id)) refuse(`${path}.${id}`, 'is given for nobody on this paper');
        return [id, readGiven(given, `${path}.${id}`)];
      }),
    );
  };

const readGiven: Reader<Given> = (value, path) => {
  const own = fields(value, path, ['figures', 'history']);
  return {
    ...(own.figures !== undefined && { figures: readFigures(own.figures, at(path, 'figures')) }),
    ...(own.history !== undefined && { history: list(readMark, 0, MARKS_MAX)(own.history, at(path, 'history')) }),
  };
};

const readFigures: Reader<NonNullable<Given['figures']>> = (value, path) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(path, 'must be an object');
  const entries = Object.entries(value);
  if (entries.length > FIGURES_MAX) refuse(path, `must have at most ${FIGURES_MAX} entries`);
  const number = whole(0, NUMBER_MAX);
  return Object.fromEntries(
    entries.map(([name, figure]: [string, unknown]) => {
      const place = at(path, name);
      readName(name, place);
      return [name, Array.isArray(figure) ? list(number, 0, LIST_MAX)(figure, place) : number(figure, place)];
    }),
  );
};

const readMark: Reader<Mark> = (value, path) => {
  const own = fields(value, path, ['at', 'mark']);
  return { at: readMoment(own.at, at(path, 'at')), mark: readWord(own.mark, at(path, 'mark')) };
};

/** A year, or a day that exists. */
export const readMoment: Reader<string> = (value, path) => {
  if (typeof value !== 'string' || !(/^[1-9]\d{3}$/.test(value) || isDay(value))) {
    refuse(path, 'must be a year such as 2026 or a day such as 2026-11-22');
  }
  return value;
};

/** `poll` is the poll that the list is for: it can't come from itself. */
export const readSource =
  (poll: PollId): Reader<Source> =>
  (value, path) => {
    const own = fields(value, path, ['poll', 'record', 'rule', 'take']);
    const from = readAddress(own.poll, at(path, 'poll')) as PollId;
    if (from === poll) refuse(at(path, 'poll'), 'must be another poll');
    return {
      poll: from,
      record: matching(/^[0-9a-f]{64}$/, 'must be 64 hex digits')(own.record, at(path, 'record')),
      rule: readId(own.rule, at(path, 'rule')),
      take: oneOf(['taken', 'tied'])(own.take, at(path, 'take')),
    };
  };
