/** What web views of the promised age (Chrome 80, Safari 14) lack and Svelte or noble use. Import it first. */
if (!Object.hasOwn) {
  Object.hasOwn = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
}
if (!('replaceAll' in String.prototype)) {
  // Chrome 85. Svelte replaces fixed strings and global expressions only.
  Object.defineProperty(String.prototype, 'replaceAll', {
    configurable: true,
    writable: true,
    value(this: string, what: string | RegExp, by: string) {
      return typeof what === 'string' ? this.split(what).join(by) : this.replace(what, by);
    },
  });
}
