/**
 * The templates that come with the house, as data with their sources; a meeting copies one and may change every figure.
 *
 * Wordings differ by one word between sibling documents (未达到, 不过半, 低于), so each rule carries its own comparator. A
 * source that was not seen says so, and the desk prints that beside it.
 */
import { P01 } from './presets/p01.ts';
import { P03 } from './presets/p03.ts';
import { P04 } from './presets/p04.ts';
import { P05 } from './presets/p05.ts';
import { P08 } from './presets/p08.ts';
import type { Preset } from './preset.ts';
import type { Rule } from './rule.ts';

const ALL = { P01, P03, P04, P05, P08 } as const satisfies Record<string, Preset>;

export type PresetId = keyof typeof ALL;

/** By the rulebook's numbers, in order. */
export const PRESETS: Readonly<Record<PresetId, Preset>> = ALL;

/** All rules of all polls of a preset: P01 has two, because both can fire and both are recorded. */
export const presetRules = (id: PresetId): readonly Rule[] => PRESETS[id].polls.flatMap(({ rules }) => rules);
