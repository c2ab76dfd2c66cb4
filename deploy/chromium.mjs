/** The browser for the tests: the system's Chromium, installed first where that can be done. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PLACES = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/snap/bin/chromium'];
const MEND = 'apt-get update && apt-get install -y chromium fonts-noto-cjk';

/** Its path, or the end of the run with the command that mends it: a missing browser is a failure, never a skip. */
export function findChromium() {
  const found = look();
  if (found !== null) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.error('Installing Chromium …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('sh', ['-c', MEND], { stdio: ['ignore', 2, 2], env });
    const installed = look();
    if (installed !== null) return installed;
  }
  console.error(
    `No Chromium was found, and the tests need a real browser. Install one and run again:\n  sudo sh -c '${MEND}'\nor set CHROMIUM to its path.`,
  );
  console.log('0 passed, 1 failed, 0 skipped');
  process.exit(1);
}

function look() {
  const given = process.env.CHROMIUM;
  if (given) return runs(given) ? given : null;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const paths = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES];
  return paths.find(runs) ?? null;
}

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
