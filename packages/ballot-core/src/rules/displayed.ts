/**
 * A number as a screen shows it: rounded half up, for the eye only.
 *
 * 133 of 200 is 66.50; 13,333 of 20,000 reads 66.67 just like two thirds and is below it. Where the rounded figure would
 * say the same as the threshold, the fraction is shown instead.
 */
import type { Fraction } from './compare.ts';
import { halfUp, order, ratio } from './rational.ts';

/** `[796, 9]` is "88.44". Throws on a base of 0: nothing was divided. */
export function displayed([part, whole]: Fraction, digits = 2): string {
  const rounded = halfUp(ratio(part, whole), 10n ** BigInt(digits));
  const size = (rounded < 0n ? -rounded : rounded).toString().padStart(digits + 1, '0');
  const point = size.length - digits;
  return `${rounded < 0n ? '-' : ''}${size.slice(0, point)}${digits === 0 ? '' : `.${size.slice(point)}`}`;
}

/** As `displayed`, but `13333/20000` where that would look equal to a threshold that it isn't. */
export function displayedAgainst(value: Fraction, threshold: Fraction, digits = 2): string {
  const shown = displayed(value, digits);
  const apart = order(ratio(value[0], value[1]), ratio(threshold[0], threshold[1])) !== 0;
  return apart && shown === displayed(threshold, digits) ? `${value[0]}/${value[1]}` : shown;
}
