/**
 * The templates that come with the house, as data with their sources; a meeting copies one and may change every figure.
 *
 * Wordings differ by one word between sibling documents (未达到, 不过半, 低于), so each rule carries its own comparator. A
 * source that was not seen says so, and the desk prints that beside it.
 */
import { P01 } from './presets/p01.ts';
import { P02 } from './presets/p02.ts';
import { P03 } from './presets/p03.ts';
import { P04 } from './presets/p04.ts';
import { P05 } from './presets/p05.ts';
import { P06 } from './presets/p06.ts';
import { P07 } from './presets/p07.ts';
import { P08 } from './presets/p08.ts';
import { P09 } from './presets/p09.ts';
import { P10 } from './presets/p10.ts';
import { P11 } from './presets/p11.ts';
import { P12 } from './presets/p12.ts';
import { P13 } from './presets/p13.ts';
import { P14 } from './presets/p14.ts';
import { P15 } from './presets/p15.ts';
import { P16 } from './presets/p16.ts';
import { P17 } from './presets/p17.ts';
import { P18 } from './presets/p18.ts';
import { P19 } from './presets/p19.ts';
import { P20 } from './presets/p20.ts';
import { P21 } from './presets/p21.ts';
import { P22 } from './presets/p22.ts';
import { P23 } from './presets/p23.ts';
import { P24 } from './presets/p24.ts';
import { P25 } from './presets/p25.ts';
import { P26 } from './presets/p26.ts';
import { P27 } from './presets/p27.ts';
import { P28 } from './presets/p28.ts';
import { P29 } from './presets/p29.ts';
import { P30 } from './presets/p30.ts';
import { P31 } from './presets/p31.ts';
import { P32 } from './presets/p32.ts';
import { P33 } from './presets/p33.ts';
import { P34 } from './presets/p34.ts';
import { P35 } from './presets/p35.ts';
import { P36 } from './presets/p36.ts';
import { P37 } from './presets/p37.ts';
import { P38 } from './presets/p38.ts';
import { P39 } from './presets/p39.ts';
import { P40 } from './presets/p40.ts';
import type { Preset } from './preset.ts';
import type { Rule } from './rule.ts';

const ALL = {
  P01,
  P02,
  P03,
  P04,
  P05,
  P06,
  P07,
  P08,
  P09,
  P10,
  P11,
  P12,
  P13,
  P14,
  P15,
  P16,
  P17,
  P18,
  P19,
  P20,
  P21,
  P22,
  P23,
  P24,
  P25,
  P26,
  P27,
  P28,
  P29,
  P30,
  P31,
  P32,
  P33,
  P34,
  P35,
  P36,
  P37,
  P38,
  P39,
  P40,
} as const satisfies Record<string, Preset>;

export type PresetId = keyof typeof ALL;

/** By the rulebook's numbers, in order. */
export const PRESETS: Readonly<Record<PresetId, Preset>> = ALL;

/** All rules of all polls of a preset: P01 has two, because both can fire and both are recorded. */
export const presetRules = (id: PresetId): readonly Rule[] => PRESETS[id].polls.flatMap(({ rules }) => rules);
