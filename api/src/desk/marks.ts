/**
 * Memory that people enter (连续两年黄牌 of earlier years, 会议缺席): always with a document and a name.
 *
 * Marks of sealed polls come by themselves and can't be taken back here. Memory belongs to the whole desk and to no
 * meeting, so it has no trail: a row says itself on whose word it stands.
 */
import { randomUUID } from 'node:crypto';
import { no, ok, type Result } from 'ballot-core';
import { addMark, removeMark } from '../db/marks.ts';
import type { Deps } from '../deps.ts';
import type { Refusal } from '../http/refusals.ts';
import type { MarkRow } from '../desk-views.ts';

export async function enterMark({ db }: Pick<Deps, 'db'>, made: Omit<MarkRow, 'id' | 'poll'>): Promise<string> {
  const id = randomUUID();
  await addMark(db, { ...made, id, poll: null });
  return id;
}

export async function takeBackMark({ db }: Pick<Deps, 'db'>, id: string): Promise<Result<null, Refusal>> {
  switch (await removeMark(db, id)) {
    case 'removed':
      return ok(null);
    case 'unknown':
      return no({ code: 'not_found' });
    case 'sealed':
      return no({ code: 'wrong_state' });
  }
}
