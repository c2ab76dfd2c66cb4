/** A PostgreSQL whose server process was killed: gives its process id. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const EMBEDDED = join(import.meta.dirname, '../../api/src/db/embedded.ts');

export async function spawnOrphan(folder: string): Promise<number> {
  const script = `
    const { startEmbedded } = await import(${JSON.stringify(EMBEDDED)});
    const server = await startEmbedded(${JSON.stringify(folder)}, () => undefined);
    console.log(server.pid());
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  child.kill('SIGKILL');
  await once(child, 'exit');
  return Number(line);
}
