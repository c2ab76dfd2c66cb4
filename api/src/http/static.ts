/**
 * The built web app, served from memory: files under `_app/immutable` for ever, everything else asked for again.
 *
 * The list of files is read once, so no request path ever reaches the file system. Files that the build compressed
 * (`.br`, `.gz` beside the file) are sent compressed. Addresses of pages (/stage/…, /desk/…) have no file and get
 * `index.html`, which finds its own way; the phone's (/v/…) gets the page of its own. The policy allows the inline scripts of that very file by their hashes,
 * and no others.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import type { Context, MiddlewareHandler } from 'hono';

interface Kept {
  readonly type: string;
  readonly etag: string;
  readonly cache: string;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly br: Uint8Array<ArrayBuffer> | null;
  readonly gz: Uint8Array<ArrayBuffer> | null;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

export interface WebApp {
  readonly serve: MiddlewareHandler;
  /** Content-Security-Policy for every answer. */
  readonly policy: string;
}

/** Reads the build. Without one the API still runs; pages then answer that the web app is not built. */
export function webApp(folder: string): WebApp {
  const files = read(folder);
  const page = files.get('/index.html') ?? null;
  const phone = files.get('/phone.html') ?? null;
  return {
    policy: policyFor(page === null ? '' : Buffer.from(page.plain).toString('utf8')),
    serve: async (c, next) => {
      if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return next();
      const file = files.get(c.req.path) ?? files.get(`${c.req.path}.html`);
      if (file !== undefined) return send(c, file);
      if (extname(c.req.path) !== '' || c.req.path.startsWith('/_app/')) return next();
      if (page === null) return c.text('The web app is not built yet. Run: npm start', 503);
      return send(c, phone !== null && c.req.path.startsWith('/v/') ? phone : page);
    },
  };
}

function read(folder: string): ReadonlyMap<string, Kept> {
  const bytes = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const entry of list(folder)) {
    const path = join(entry.parentPath, entry.name);
    bytes.set(`/${relative(folder, path).split(sep).join('/')}`, new Uint8Array(readFileSync(path)));
  }
  const kept = new Map<string, Kept>();
  for (const [path, plain] of bytes) {
    if (/\.(br|gz)$/.test(path)) continue;
    kept.set(path, {
      type: TYPES[extname(path)] ?? 'application/octet-stream',
      etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
      cache: path.startsWith('/_app/immutable/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      plain,
      br: bytes.get(`${path}.br`) ?? null,
      gz: bytes.get(`${path}.gz`) ?? null,
    });
  }
  const index = kept.get('/index.html');
  if (index !== undefined) kept.set('/', index);
  return kept;
}

function list(folder: string) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function send(c: Context, file: Kept): Response {
  c.header('cache-control', file.cache);
  c.header('etag', file.etag);
  c.header('vary', 'accept-encoding');
  if (c.req.header('if-none-match')?.replace(/^W\//, '') === file.etag) return c.body(null, 304);
  c.header('content-type', file.type);
  const accepted = c.req.header('accept-encoding') ?? '';
  if (file.br !== null && /\bbr\b/.test(accepted)) {
    c.header('content-encoding', 'br');
    return c.body(file.br);
  }
  if (file.gz !== null && /\bgzip\b/.test(accepted)) {
    c.header('content-encoding', 'gzip');
    return c.body(file.gz);
  }
  return c.body(file.plain);
}

/** Styles may be inline: Svelte sets style attributes, and Safari 14 knows no finer rule. */
function policyFor(html: string): string {
  const hashes = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return [
    "default-src 'none'",
    ["script-src 'self'", ...hashes].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
