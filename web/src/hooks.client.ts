/**
 * Runs before any page: what browsers of 2020 lack and the framework takes for granted.
 *
 * Syntax is lowered by the build; functions are not, so the few that are used at all stand here.
 */
if (!Object.hasOwn) {
  Object.hasOwn = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
}
