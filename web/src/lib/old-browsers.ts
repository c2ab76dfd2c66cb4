/** What browsers of 2020 lack and the framework uses. Syntax is lowered by the build, functions are not. */
if (!Object.hasOwn) {
  Object.hasOwn = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
}

export {};
