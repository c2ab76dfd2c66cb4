/**
 * The walls of the house. Each rule has its reason, and fails when it no longer matches any file: a rule that guards
 * nothing is a rule that was forgotten in a move.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const ROOT = new URL('..', import.meta.url).pathname;

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT })
  .toString()
  .split('\n')
  .filter(Boolean);

interface Source {
  readonly path: string;
  readonly text: string;
  /** Without comments, so that a reason may name what the code must not. */
  readonly code: string;
}

/** Sources whose path matches; at least one, or the rule guards nothing. */
function sources(pattern: RegExp, except: RegExp = /\.test\.ts$/): readonly Source[] {
  const found = tracked
    .filter((path) => pattern.test(path) && !except.test(path))
    .map((path) => {
      const text = readFileSync(`${ROOT}/${path}`, 'utf8');
      return { path, text, code: text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1') };
    });
  expect(found.length, `no file matches ${pattern}`).toBeGreaterThan(0);
  return found;
}

const imports = ({ code }: Source): readonly string[] =>
  [...code.matchAll(/(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );

const offenders = (files: readonly Source[], broken: (file: Source) => boolean) =>
  files.filter(broken).map(({ path }) => path);

describe('the house', () => {
  test('has three packages and no drawer for odds and ends', () => {
    const manifests = tracked.filter((path) => path.endsWith('package.json'));
    expect(manifests.sort()).toEqual([
      'api/package.json',
      'package.json',
      'packages/ballot-core/package.json',
      'web/package.json',
    ]);
    expect(tracked.filter((path) => /(^|\/)(utils?|helpers?|common|shared|types|misc)(\/|\.ts$)/.test(path))).toEqual(
      [],
    );
  });

  test('keeps its fixed top level', () => {
    const folders = readdirSync(ROOT, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && tracked.some((path) => path.startsWith(`${entry.name}/`)))
      .map(({ name }) => name)
      .sort();
    expect(folders).toEqual(['.ci', 'api', 'deploy', 'docs', 'drizzle', 'packages', 'test', 'web']);
  });

  test('nothing that ships imports a test or a fixture', () => {
    const shipped = sources(/^(api|web|packages)\/.*\.(ts|svelte)$/, /\.(test|fixture)\.ts$/);
    const tests = /(^|\/)test\/|\.(test|fixture)\.ts$/;
    expect(offenders(shipped, (file) => imports(file).some((from) => tests.test(from)))).toEqual([]);
  });

  test('no dice but cryptographic ones, anywhere', () => {
    const all = sources(/\.(ts|svelte|mjs)$/, /^test\/architecture\.test\.ts$/);
    expect(offenders(all, ({ code }) => /Math\.random/.test(code))).toEqual([]);
  });
});

describe('ballot-core', () => {
  const core = () => sources(/^packages\/ballot-core\/src\/.*\.ts$/, /\.(test|fixture)\.ts$/);

  test('depends on two crypto libraries, nothing else', () => {
    const { dependencies } = JSON.parse(readFileSync(`${ROOT}/packages/ballot-core/package.json`, 'utf8'));
    expect(Object.keys(dependencies).sort()).toEqual(['@noble/ed25519', '@noble/hashes']);
    const foreign = (from: string) => !from.startsWith('.') && !/^@noble\/(ed25519|hashes)(\/|$)/.test(from);
    expect(offenders(core(), (file) => imports(file).some(foreign))).toEqual([]);
  });

  test('compiles without a platform: no clock, network, file or page exists in it', () => {
    const { compilerOptions } = JSON.parse(readFileSync(`${ROOT}/packages/ballot-core/tsconfig.json`, 'utf8'));
    expect(compilerOptions).toMatchObject({ lib: ['ES2023'], types: [] });
    // lib.es2023 itself has Date; the core must not ask what time it is.
    expect(offenders(core(), ({ code }) => /\bDate\b|performance\./.test(code))).toEqual([]);
  });

  test('decides in whole numbers: no float, no rounding, no division of numbers in count and rules', () => {
    const deciding = sources(/^packages\/ballot-core\/src\/(count|rules)\/.*\.ts$/);
    const float = /Math\.(round|floor|ceil|fround|trunc)|parseFloat|toFixed|EPSILON|\d\.\d/;
    const strings = /(['"`])(?:\\.|(?!\1)[\s\S])*?\1/g;
    expect(offenders(deciding, ({ code }) => float.test(code.replace(strings, "''")))).toEqual([]);
  });
});

describe('api', () => {
  test('offers types only: a value import fails everywhere', () => {
    const { exports } = JSON.parse(readFileSync(`${ROOT}/api/package.json`, 'utf8'));
    for (const entry of Object.values<Record<string, string>>(exports)) expect(Object.keys(entry)).toEqual(['types']);
  });

  test('speaks SQL in db/ only', () => {
    const outside = sources(/^api\/src\/(?!db\/).*\.ts$/);
    const statement =
      /\b(select\s[\s\S]{0,200}\sfrom|insert\s+into|delete\s+from|update\s+\w+(\.\w+)?\s+set|drop\s+table|create\s+table)\b/i;
    expect(offenders(outside, ({ code }) => statement.test(code))).toEqual([]);
  });

  test('db/ knows nothing of HTTP', () => {
    const db = sources(/^api\/src\/db\/.*\.ts$/);
    expect(offenders(db, (file) => imports(file).some((from) => /^hono|@hono|\/http\/|\/routes\//.test(from)))).toEqual(
      [],
    );
  });

  test('no statement names both the roll and the urn: nothing can join a person to a ballot', () => {
    const db = sources(/^(api\/src\/db\/.*\.ts|drizzle\/.*\.sql)$/, /schema\.ts$|\.test\.ts$/);
    const statements = ({ path, code }: Source) =>
      path.endsWith('.sql') ? code.split(';') : (code.match(/`[^`]*`/g) ?? []);
    const both = (file: Source) => statements(file).some((sql) => /\broll"?\./.test(sql) && /\burn"?\./.test(sql));
    expect(offenders(db, both)).toEqual([]);
  });

  test('no repository file touches both the roll and the urn', () => {
    const db = sources(/^api\/src\/db\/(?!schema)\w+\.ts$/);
    const roll = /\b(slips|issuances|roll)\b/;
    const urn = /\b(ballots|counters|openings|urn)\b/;
    const drawers = (file: Source) => (file.code.match(/from '\.\/schema\.ts'|`[^`]*`/g) ?? []).join('\n');
    expect(offenders(db, (file) => roll.test(drawers(file)) && urn.test(drawers(file)))).toEqual([]);
  });

  test('voter routes never see who is asking: no address, agent or header is read in them', () => {
    const voter = sources(/^api\/src\/routes\/(events|credentials|door|ballots|codes|records)\.ts$/);
    expect(
      offenders(voter, ({ code }) => /user-agent|remoteAddress|x-forwarded|getConnInfo|\blog\b/i.test(code)),
    ).toEqual([]);
  });
});

describe('web', () => {
  const pages = () => sources(/^web\/src\/.*\.(ts|svelte)$/);

  test('takes types from api, never values', () => {
    const value = /(?:^|\n)\s*(?:import|export)\s+(?!type\b)[^'"]*?from\s*['"]api(\/[^'"]*)?['"]/;
    expect(offenders(pages(), ({ code }) => value.test(code))).toEqual([]);
  });

  test('has no fetch and no address of the api outside lib/', () => {
    const asking = sources(/^web\/src\/(?!lib\/).*\.(ts|svelte)$/);
    const bare = /(^|[^.\w])fetch\(|XMLHttpRequest|sendBeacon|['"`]\/api\//;
    expect(offenders(asking, ({ code }) => bare.test(code))).toEqual([]);
  });

  test('the stage has nothing to press', () => {
    const stage = sources(/^web\/src\/routes\/\(stage\)\/.*\.svelte$/);
    expect(offenders(stage, ({ code }) => /<(button|input|select|a)\b|onclick=/.test(code))).toEqual([]);
  });

  test('no page holds a sentence: words live in messages', () => {
    const svelte = sources(/^web\/src\/.*\.svelte$/);
    expect(offenders(svelte, ({ code }) => /[\u4e00-\u9fff]/.test(code.replace(/<!--[\s\S]*?-->/g, '')))).toEqual([]);
  });

  test('asks nothing of another host', () => {
    const shipped = sources(/^web\/(src\/.*\.(ts|svelte|html|css)|vite\.config\.ts)$/);
    const foreign = /https?:\/\/(?!localhost|127\.0\.0\.1|www\.w3\.org)[a-z]/;
    expect(offenders(shipped, ({ code }) => foreign.test(code.replace(/(^|\s)\/\/.*$/gm, '')))).toEqual([]);
  });
});

describe('the documents', () => {
  test.each(['README.md', 'SECURITY.md'])('%s name tests that exist for what they promise', (path) => {
    const named = [...readFileSync(`${ROOT}/${path}`, 'utf8').matchAll(/`([\w./*-]+\.test\.ts)`/g)].map(
      ([, name = '']) => name,
    );
    expect(named.length).toBeGreaterThan(5);
    const missing = named.filter((name) => {
      const pattern = new RegExp(`^${name.replace(/\./g, '\\.').replace(/\*/g, '[^/]*')}$`);
      return !tracked.some((file) => pattern.test(file));
    });
    expect(missing).toEqual([]);
  });

  test('every picture and page that a document points at is there', () => {
    for (const path of tracked.filter((file) => file.endsWith('.md'))) {
      const folder = path.includes('/') ? path.replace(/\/[^/]*$/, '/') : '';
      const links = [...readFileSync(`${ROOT}/${path}`, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)];
      for (const [, link = ''] of links) {
        expect(existsSync(new URL(link, `file://${ROOT}${folder}`)), `${path} points at ${link}`).toBe(true);
      }
    }
  });
});
