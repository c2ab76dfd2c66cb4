/**
 * Is this cut one that can be made: by something that is there, with places, with an answer to ties?
 */
import { readId } from '../paper/check.ts';
import { ITEMS_MAX, NAME_LENGTH_MAX } from '../paper/paper.ts';
import { at, fields, oneOf, refuse, whole, words } from '../paper/reader.ts';
import type { Reader } from '../paper/reader.ts';
import { numbersBy, readLabel } from './check-parts.ts';
import { readOptions } from './check-test.ts';
import type { Cut, Score, Test } from './rule.ts';

const CATEGORIES_MAX = 20;

export const readCut =
  (tests: readonly Test[], scores: readonly Score[]): Reader<Cut> =>
  (value, path) => {
    const keys = ['by', 'direction', 'places', 'per', 'ties', 'secondary', 'win', 'taken'];
    const own = fields(value, path, keys);
    const per = oneOf(['poll', 'tag'])(own.per, at(path, 'per'));
    const ties = oneOf(['include_all', 'runoff', 'organizer', 'secondary'])(own.ties, at(path, 'ties'));
    const score: Reader<string> = (name, place) => {
      const id = readId(name, place);
      if (!scores.some((each) => each.id === id)) refuse(place, `names no score of this rule: ${id}`);
      return id;
    };
    if ((ties === 'secondary') !== (own.secondary !== undefined)) {
      refuse(at(path, 'secondary'), 'must be given with ties: secondary, and only then');
    }
    const cut: Cut = {
      by: readBy(score)(own.by, at(path, 'by')),
      direction: oneOf(['top', 'bottom'])(own.direction, at(path, 'direction')),
      places: readPlaces(own.places, at(path, 'places')),
      per,
      ties,
      ...(own.secondary !== undefined && { secondary: score(own.secondary, at(path, 'secondary')) }),
      ...(own.win !== undefined && { win: readWin(tests)(own.win, at(path, 'win')) }),
      taken: readLabel(own.taken, at(path, 'taken')),
    };
    if (typeof cut.places === 'object' && per !== 'tag') {
      refuse(at(path, 'places'), 'are by category, and the cut goes through the whole poll');
    }
    return cut;
  };

const readBy =
  (score: Reader<string>): Reader<Cut['by']> =>
  (value, path) => {
    const own = fields(value, path, ['votes', 'score']);
    if (Object.keys(own).length !== 1) refuse(path, 'must be one of votes, score');
    return own.votes !== undefined
      ? { votes: readOptions(own.votes, at(path, 'votes')) }
      : { score: score(own.score, at(path, 'score')) };
  };

const readPlaces: Reader<Cut['places']> = (value, path) => {
  if (value === 'seats') return 'seats';
  if (typeof value === 'number') return whole(1, ITEMS_MAX)(value, path);
  return numbersBy(words(NAME_LENGTH_MAX), whole(0, ITEMS_MAX), CATEGORIES_MAX)(value, path);
};

const readWin =
  (tests: readonly Test[]): Reader<string> =>
  (value, path) => {
    const id = readId(value, path);
    if (!tests.some((test) => test.id === id)) refuse(path, `names no test of this rule: ${id}`);
    return id;
  };
