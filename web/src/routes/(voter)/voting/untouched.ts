/**
 * How long nobody has touched a shared device. Told every second, and at once when it wakes from sleep, where timers stand
 * still.
 */
const TICK_MS = 1_000;
/** Not `scroll`: the page scrolls by itself when a note appears above, and that would be taken for a hand. */
const TOUCHES = ['pointerdown', 'keydown', 'input', 'wheel', 'touchmove'] as const;

/** `since`: when it was last touched, of before a reload. `ontick` gets milliseconds. The answer stops it. */
export function watchTouches(
  since: number,
  ontouch: (at: number) => void,
  ontick: (untouched: number) => void,
): () => void {
  let last = since;
  const touch = (): void => {
    last = Date.now();
    ontouch(last);
  };
  const tick = (): void => ontick(Math.max(0, Date.now() - last));
  const timer = setInterval(tick, TICK_MS);
  for (const name of TOUCHES) window.addEventListener(name, touch, { capture: true, passive: true });
  document.addEventListener('visibilitychange', tick);
  tick();
  return () => {
    clearInterval(timer);
    for (const name of TOUCHES) window.removeEventListener(name, touch, { capture: true });
    document.removeEventListener('visibilitychange', tick);
  };
}
