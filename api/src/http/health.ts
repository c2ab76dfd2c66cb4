/**
 * For load balancers: /healthz says that the process answers, /readyz that the database does and is migrated.
 */
import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { migrated } from '../db/migrate.ts';
import { refuse } from './guards.ts';

export const health = ({ sql }: Pick<Deps, 'sql'>) =>
  new Hono()
    .get('/healthz', (c) => c.json({ ok: true }))
    .get('/readyz', async (c) => {
      const ready = await migrated(sql).catch(() => false);
      return ready ? c.json({ ok: true }) : refuse(c, { code: 'busy' });
    });
