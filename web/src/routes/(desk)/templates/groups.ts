/**
 * The forty templates as an organizer looks for them: by what the meeting is for, not by their number.
 *
 * A test holds the table to the templates, so that none is without a shelf.
 */
import { PRESETS, type Preset } from 'ballot-core';
import { m } from '#lib/paraglide/messages.js';

export const SHELVES = {
  assessment: m.desk_shelf_assessment,
  recommendation: m.desk_shelf_recommendation,
  ballot: m.desk_shelf_ballot,
  election: m.desk_shelf_election,
  survey: m.desk_shelf_survey,
  unit: m.desk_shelf_unit,
  contest: m.desk_shelf_contest,
  procedure: m.desk_shelf_procedure,
} as const;
export type Shelf = keyof typeof SHELVES;
export const SHELF_NAMES = Object.keys(SHELVES) as readonly Shelf[];

const SHELF_OF: Readonly<Record<string, Shelf>> = {
  P01: 'assessment',
  P02: 'assessment',
  P03: 'recommendation',
  P04: 'recommendation',
  P05: 'recommendation',
  P06: 'recommendation',
  P07: 'ballot',
  P08: 'ballot',
  P09: 'ballot',
  P10: 'ballot',
  P11: 'ballot',
  P12: 'ballot',
  P13: 'election',
  P14: 'election',
  P15: 'ballot',
  P16: 'election',
  P17: 'election',
  P18: 'ballot',
  P19: 'assessment',
  P20: 'election',
  P21: 'survey',
  P22: 'ballot',
  P23: 'assessment',
  P24: 'assessment',
  P25: 'survey',
  P26: 'survey',
  P27: 'survey',
  P28: 'assessment',
  P29: 'unit',
  P30: 'assessment',
  P31: 'assessment',
  P32: 'contest',
  P33: 'contest',
  P34: 'contest',
  P35: 'unit',
  P36: 'unit',
  P37: 'unit',
  P38: 'survey',
  P39: 'procedure',
  P40: 'procedure',
};

export const shelfOf = (id: string): Shelf | undefined => SHELF_OF[id];

export interface Shelved {
  readonly shelf: Shelf;
  readonly templates: readonly Preset[];
}

/** Shelves that hold something that was looked for; '' finds all. */
export function shelved(sought: string): readonly Shelved[] {
  const words = sought.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const found = Object.values(PRESETS).filter((preset) => {
    const text = textOf(preset);
    return words.every((word) => text.includes(word));
  });
  return SHELF_NAMES.map((shelf) => ({
    shelf,
    templates: found.filter(({ id }) => shelfOf(id) === shelf),
  })).filter(({ templates }) => templates.length > 0);
}

/** What a template is searched by: number, names, when to take it, its polls, its rules and their documents. */
function textOf({ id, zh, en, about, polls }: Preset): string {
  const rules = polls.flatMap((poll) => poll.rules);
  return [
    id,
    zh,
    en,
    about.zh,
    about.en,
    ...polls.flatMap((poll) => [poll.zh, poll.en]),
    ...rules.flatMap((rule) => [
      rule.zh,
      rule.en,
      ...rule.citations.flatMap(({ document, wording }) => [document, wording]),
    ]),
  ]
    .join('\n')
    .toLowerCase();
}
