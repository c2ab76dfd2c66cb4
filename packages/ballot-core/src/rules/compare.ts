/**
 * Which way a share falls, in whole numbers.
 *
 * 60 of 90 is exactly two thirds: 未达到 2/3 is false, 未超过 2/3 is true. One word decides a career, so the
 * comparator is data, and no float comes near it.
 */
export type Fraction = readonly [part: number, whole: number];
export type Comparator = 'lt' | 'le' | 'gt' | 'ge';
