/**
 * What was found, a line each, for a page that has room for some of them: the meeting first, then who was taken, then
 * persons and matters, the more severe first. The sheet has the same in whole sentences, with every number.
 */
import type { Cut, Finding, PollRecord } from 'ballot-core';
import { m } from '#lib/paraglide/messages.js';
import { raised } from '#lib/raised.ts';
import { cutOf, rankingOf, standingOf, type RankLine } from '#lib/ranking.ts';
import { said } from '#lib/said.ts';
import { figuresOf } from '#lib/share.ts';
import { aboutWhat } from '#lib/tables/tests.ts';

export interface Line {
  readonly id: string;
  readonly said: string;
  /** The figures that it comes from; '' where the line names people. */
  readonly measured: string;
}

export function foundLines(record: PollRecord): readonly Line[] {
  const { paper, rules } = record.definition;
  return raised(record).flatMap(({ finding }): readonly Line[] => {
    const id = `${finding.question} ${finding.rule}`;
    const found = cutOf(rules, finding);
    const name = aboutWhat(record, finding);
    const plain = {
      id,
      said: m.desk_sheet_line({ name, label: said(finding.label) }),
      measured: figuresIn(finding),
    };
    if (found === null) return [plain];
    const named = rankingOf(paper, found.cut, found.ranking).flatMap(({ tag, lines }) => {
      const about = [name, tag].filter(Boolean).join(' · ');
      return byStanding(found.cut, lines).map(({ label, names }) => ({
        id: `${id} ${tag ?? ''} ${label}`,
        said: m.desk_onepage_named({ rule: about, label, names: names.join(m.stage_list_comma()) }),
        measured: '',
      }));
    });
    const places = finding.vacancies ?? 0;
    const vacant = {
      id: `${id} vacant`,
      said: m.desk_sheet_line({ name, label: m.stage_vacancies({ n: places }) }),
      measured: '',
    };
    return [...(named.length === 0 ? [plain] : named), ...(places > 0 ? [vacant] : [])];
  });
}

/** `36/96 37.50%`: of the tests that speak in this finding. */
const figuresIn = ({ tests }: Finding): string =>
  tests
    .filter(({ holds }) => holds)
    .map((tested) => Object.values(figuresOf(tested)).filter(Boolean).join(' '))
    .join(m.table_semicolon());

/** Names of a category under what is said of them, in the order of the ranking; who was left out is not named. */
function byStanding(
  cut: Cut,
  lines: readonly RankLine[],
): readonly { readonly label: string; readonly names: readonly string[] }[] {
  const named = new Map<string, string[]>();
  for (const line of lines) {
    const stands = standingOf(cut, line);
    if (stands.kind === 'left') continue;
    const label = stands.kind === 'taken' ? said(stands.label) : NEXT[stands.next]();
    named.set(label, [...(named.get(label) ?? []), line.name]);
  }
  return [...named].map(([label, names]) => ({ label, names }));
}

const NEXT = { runoff: m.stage_tied_runoff, organizer: m.stage_tied_organizer } as const;
