/**
 * One call to the api: sends JSON, answers with what came back, a refusal, or `'offline'`.
 *
 * A lost network, a proxy's error page and a server that is starting are all `'offline'`: nothing is known, try again.
 * Only a JSON body with a `code` is the server's word.
 */
import { no, ok, type Result } from 'ballot-core';
import type { Refusal } from 'api/refusals';

export type Failure = Refusal | 'offline';
export type Answer<T> = Promise<Result<T, Failure>>;
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Long enough for a hall's Wi-Fi, short enough that a person doesn't give up first. */
const TIMEOUT_MS = 15_000;

/** `body` may be a string that is JSON already: a ballot must go out as the very bytes that were stored. */
export async function call<T>(method: Method, path: string, body?: unknown): Answer<T> {
  const init: RequestInit = { method, credentials: 'same-origin', cache: 'no-store' };
  if (body !== undefined) {
    init.headers = { 'content-type': 'application/json' };
    init.body = typeof body === 'string' ? body : JSON.stringify(body);
  } else if (method !== 'GET') {
    init.headers = { 'content-type': 'application/json' };
  }
  const answer = await fetched(path, init);
  return answer.ok ? await read<T>(answer.value) : answer;
}

/** The newest version of a thing, asked for with its ETag; the same object again when nothing changed. */
export function watched<T extends object>(path: string): () => Answer<T> {
  let seen: { readonly tag: string; readonly value: T } | null = null;
  return async () => {
    const headers: Record<string, string> = seen === null ? {} : { 'if-none-match': seen.tag };
    const answer = await fetched(path, { method: 'GET', credentials: 'same-origin', cache: 'no-store', headers });
    if (!answer.ok) return answer;
    if (answer.value.status === 304 && seen !== null) return ok(seen.value);
    const result = await read<T>(answer.value);
    const tag = answer.value.headers.get('etag');
    seen = result.ok && tag !== null ? { tag, value: result.value } : null;
    return result;
  };
}

async function fetched(path: string, init: RequestInit): Promise<Result<Response, 'offline'>> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), TIMEOUT_MS);
  try {
    return ok(await fetch(path, { ...init, signal: controller.signal }));
  } catch {
    // fetch throws for one reason only: no answer came. Which one, browsers don't tell.
    return no('offline');
  } finally {
    clearTimeout(timer);
  }
}

async function read<T>(response: Response): Answer<T> {
  let body: unknown;
  try {
    body = await response.json();
  } catch {
    // Not JSON, or cut off: not our server's word.
    return no('offline');
  }
  if (response.ok) return ok(body as T);
  return isRefusal(body) ? no(body) : no('offline');
}

function isRefusal(body: unknown): body is Refusal {
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string';
}
