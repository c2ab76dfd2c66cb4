/**
 * The secret behind the `#` of a slip's address, taken before anything else runs and gone from the address bar.
 *
 * Imported first of all (see `hooks.client.ts`): the router then never sees it, so it is in no history entry either.
 */
let kept = take();

function take(): string {
  const { hash, pathname, search } = window.location;
  if (hash === '' || !pathname.startsWith('/v/')) return '';
  window.history.replaceState(window.history.state, '', pathname + search);
  return hash;
}

/** What stood there, once; '' when there was nothing. Looks again, for a slip that is scanned into the open page. */
export function takeFragment(): string {
  const found = take() || kept;
  kept = '';
  return found;
}
