/**
 * Under which address phones reach this server: `PUBLIC_URL`, else the one the desk was opened with.
 *
 * An organizer who opens the desk at the machine's own name in the hall has thereby said where phones should go; one
 * who opens it as localhost has not, and is told so.
 */
import type { DeskEvent } from '../desk-views.ts';

type UrlWarning = DeskEvent['urlWarnings'][number];

/** What a request says about the address it was sent to. */
export interface RequestAddress {
  readonly origin: string | undefined;
  readonly host: string | undefined;
  readonly forwardedProto: string | undefined;
}

/** Null when the request names no usable address. A browser's `Origin` knows the scheme; `Host` alone doesn't. */
export function baseUrlOf({ origin, host, forwardedProto }: RequestAddress): string | null {
  const named = origin ?? (host === undefined ? undefined : `${schemeOf(forwardedProto)}://${host}`);
  if (named === undefined || !URL.canParse(named)) return null;
  const url = new URL(named);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.origin : null;
}

/** Whether `seen` should replace what is stored: news, and not a step back from a hall's address to this machine's own. */
export function isBetterBase(stored: string | null, seen: string): boolean {
  if (stored === null) return true;
  if (stored === seen || (isLoopback(seen) && !isLoopback(stored))) return false;
  // The same host by another scheme is a proxy that didn't say what it speaks; https is never given up for that.
  return new URL(stored).host !== new URL(seen).host || seen.startsWith('https:');
}

export function urlWarnings(base: string): readonly UrlWarning[] {
  if (isLoopback(base)) return ['loopback'];
  return base.startsWith('https:') ? [] : ['plain_http'];
}

export function isLoopback(base: string): boolean {
  const { hostname } = new URL(base);
  return (
    hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || hostname.startsWith('127.')
  );
}

/** A proxy may say https; the worst a forged header does is to spoil the forger's own link. */
const schemeOf = (forwardedProto: string | undefined): 'http' | 'https' =>
  forwardedProto?.split(',')[0]?.trim() === 'https' ? 'https' : 'http';
