/**
 * What the server is told from outside, read once and checked: a wrong value stops the start with a sentence.
 *
 * Nothing else reads `process.env`, so this file is the whole list.
 */
import { resolve } from 'node:path';

export interface Env {
  readonly port: number;
  /** Loopback unless told otherwise: a fresh install is not open to the network. */
  readonly host: string;
  /** null: the server starts its own PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | null;
  /** Absolute. The key file, the setup token and the embedded database live here. */
  readonly dataDir: string;
  /** Without a trailing slash. null: the address under which the desk was opened is used. */
  readonly publicUrl: string | null;
  /** 32 bytes from GONGLUN_KEY; null: a key file in `dataDir`. */
  readonly key: Uint8Array | null;
  /** Prometheus metrics on loopback; null: off. */
  readonly metricsPort: number | null;
  /** pino's level; `silent` for none. */
  readonly logLevel: string;
  /** The calendar by which notices begin and end, e.g. Asia/Shanghai. */
  readonly timeZone: string;
  /** Absolute: the built web app. */
  readonly webBuild: string;
}

/** A setting that cannot be used. `message` is shown to the operator as it stands. */
export class EnvError extends Error {
  override readonly name = 'EnvError';
}

const PROJECT = resolve(import.meta.dirname, '../..');

/** Reads the settings; relative paths are taken from the project's root. */
export function readEnv(vars: Readonly<Record<string, string | undefined>>): Env {
  return {
    port: readPort('PORT', vars.PORT) ?? 3000,
    host: vars.HOST || '127.0.0.1',
    databaseUrl: readUrl('DATABASE_URL', vars.DATABASE_URL, ['postgres:', 'postgresql:']),
    dataDir: resolve(PROJECT, vars.GONGLUN_DATA || '.data'),
    publicUrl: readUrl('PUBLIC_URL', vars.PUBLIC_URL, ['http:', 'https:'])?.replace(/\/+$/, '') ?? null,
    key: readKey(vars.GONGLUN_KEY),
    metricsPort: readPort('METRICS_PORT', vars.METRICS_PORT),
    logLevel: vars.LOG_LEVEL || 'info',
    timeZone: readTimeZone(vars.GONGLUN_TIME_ZONE),
    webBuild: resolve(PROJECT, 'web/build'),
  };
}

function readPort(name: string, text: string | undefined): number | null {
  if (!text) return null;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65535) return port;
  throw new EnvError(`${name} must be a port number from 0 to 65535, not "${text}".`);
}

function readUrl(name: string, text: string | undefined, protocols: readonly string[]): string | null {
  if (!text) return null;
  if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text;
  // The value is not repeated: a database URL holds a password.
  throw new EnvError(`${name} must be an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}.`);
}

/** A name of the time zone database. The whole country keeps one time, so it stands in when nothing is set. */
function readTimeZone(name: string | undefined): string {
  const zone = name || 'Asia/Shanghai';
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new EnvError(`GONGLUN_TIME_ZONE must name a time zone such as Asia/Shanghai, not "${zone}".`);
  }
}

function readKey(text: string | undefined): Uint8Array | null {
  if (!text) return null;
  const bytes = Buffer.from(text, 'base64url');
  if (/^[A-Za-z0-9_-]{43}=?$/.test(text) && bytes.length === 32) return new Uint8Array(bytes);
  throw new EnvError('GONGLUN_KEY must be 32 bytes in base64url (43 characters).');
}
