/**
 * What stands before a handler: the reader of JSON bodies, and the way every "no" is said.
 *
 * A body is measured while it is read, so a chunked one cannot outgrow its limit, and nothing of it is ever echoed.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { resolver, uniqueSymbol } from 'hono-openapi';
import type { BlankEnv } from 'hono/types';
import type { z } from 'zod';
import { REFUSALS, type Refusal, type RefusalCode } from './refusals.ts';

/** The body of every refusal. `code` is stable; `message` tells the person what to do next. */
export interface RefusalBody {
  readonly code: RefusalCode;
  readonly message: string;
  readonly at?: string;
  readonly reason?: string;
}

/** Answers with a refusal: its status and its sentence come from the table. */
export function refuse(c: Context, refusal: Refusal) {
  const [status, message] = REFUSALS[refusal.code];
  const { code, at, reason } = refusal;
  const body: RefusalBody = {
    code,
    message,
    ...(at === undefined ? {} : { at }),
    ...(reason === undefined ? {} : { reason }),
  };
  return c.json(body, status);
}

/** Enough for anything but ballots and slips, which say their own limit. */
const BODY_BYTES_MAX = 16 * 1024;

/**
 * Reads a JSON body of at most `max` bytes and checks its shape; the handler finds it in `c.req.valid('json')`.
 * Refuses with `not_json`, `body_too_large` or `body_malformed`, the last with the JSON path in `at`.
 */
export function reads<S extends z.ZodType>(
  schema: S,
  { max = BODY_BYTES_MAX }: { readonly max?: number } = {},
): MiddlewareHandler<BlankEnv, string, { in: { json: z.input<S> }; out: { json: z.output<S> } }> {
  const read: MiddlewareHandler = async (c, next) => {
    if (!/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '')) return refuse(c, { code: 'not_json' });
    // Reading fails when the sender hangs up, and nobody hears the answer. It is no fault of ours: a line about it in the
    // log would be the moment of a ballot.
    const text = await bodyText(c, max).catch(() => undefined);
    if (text === undefined) return refuse(c, { code: 'body_malformed' });
    if (text === null) return refuse(c, { code: 'body_too_large' });
    const value = parse(text);
    if (value === undefined) return refuse(c, { code: 'body_malformed' });
    const checked = schema.safeParse(value);
    if (!checked.success) {
      const at = checked.error.issues[0]?.path.join('.');
      return refuse(c, { code: 'body_malformed', ...(at ? { at } : {}) });
    }
    c.req.addValidatedData('json', checked.data as object);
    return next();
  };
  // This property is how hono-openapi finds the schema of a body.
  return Object.assign(read, { [uniqueSymbol]: { target: 'json', ...resolver(schema) } });
}

/** null when it is larger than `max`. */
async function bodyText(c: Context, max: number): Promise<string | null> {
  const length = c.req.header('content-length');
  // Node's parser cuts a body at the announced length, so the announcement can be believed.
  if (length !== undefined) return Number(length) > max ? null : c.req.text();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const body: AsyncIterable<Uint8Array> | null = c.req.raw.body;
  if (body === null) return '';
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > max) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** undefined when it is not JSON (JSON itself has no undefined). */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
