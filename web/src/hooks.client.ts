/**
 * Runs before any page: the slip's secret leaves the address bar, and browsers of 2020 get what the framework expects.
 *
 * Syntax is lowered by the build; functions are not, so the few that are used at all stand here.
 */
import '#lib/fragment.ts';

if (!Object.hasOwn) {
  Object.hasOwn = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
}
