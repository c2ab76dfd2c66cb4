/**
 * What a sealed poll keeps for the desk alone: the tellers' annex (监票人附卷) and free words (意见建议).
 *
 * Neither is in the public bundle. The annex is for those who compute a weighted result again; words are for those who act
 * on them, in the order of their hashes, so that nobody can tell which two are of one hand.
 */
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { TEXT_BALLOTS_MIN, type PollRecord } from 'ballot-core';
import { findAnnex, findRecord, textsOf } from '../db/records.ts';
import { stateOf } from '../db/states.ts';
import type { Deps } from '../deps.ts';
import type { Guard } from '../http/desk-guards.ts';
import { refuse } from '../http/guards.ts';
import type { TextsView } from '../desk-views.ts';

export const deskSealed = ({ sql }: Deps, may: Guard) =>
  new Hono()
    .get(
      '/polls/:poll/annex',
      describeRoute({ summary: 'Annex: the counts of all groups of a weighted poll. not_found where none is needed.' }),
      may('read_annex'),
      async (c) => {
        const poll = c.req.param('poll');
        const state = await stateOf(sql, poll);
        if (state !== 'sealed') return refuse(c, { code: state === null ? 'unknown_poll' : 'not_sealed' });
        const annex = await findAnnex(sql, poll);
        if (annex === null) return refuse(c, { code: 'not_found' });
        c.header('content-disposition', `attachment; filename="gonglun-annex-${poll}.json"`);
        return c.body(annex, 200, { 'content-type': 'application/json; charset=utf-8' });
      },
    )
    .get(
      '/polls/:poll/texts',
      describeRoute({ summary: 'TextsView: free words, from 8 ballots on.' }),
      may('read_texts'),
      async (c) => {
        const poll = c.req.param('poll');
        const row = await findRecord(sql, poll);
        if (row === null) {
          return refuse(c, { code: (await stateOf(sql, poll)) === null ? 'unknown_poll' : 'not_sealed' });
        }
        const { ballots } = (JSON.parse(row.record) as PollRecord).count;
        const texts = ballots < TEXT_BALLOTS_MIN ? [] : await textsOf(sql, poll);
        const view: TextsView = { ballots, texts };
        return c.json(view, 200);
      },
    );
