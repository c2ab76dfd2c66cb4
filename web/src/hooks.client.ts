/** Runs before any page. */
import '#lib/old-browsers.ts';
