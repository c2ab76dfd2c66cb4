/** What the second verifier and the commands for verifying by hand need, installed first where that can be done. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Each with something that it does only where it is new enough. */
const TOOLS = {
  python3: 'python3 -c "import sys; sys.exit(sys.version_info < (3, 9))"',
  openssl: 'openssl version | grep -E "^OpenSSL ([3-9]|[1-9][0-9])"',
  jq: 'jq -n 1',
  xxd: 'printf 00 | xxd -r -p',
  coreutils: 'printf AA== | basenc --base64url -d && printf "" | sha256sum',
};

/** All are there, or the end of the run with the command that mends it: a missing tool is a failure, never a skip. */
export function findTools() {
  if (missing().length === 0) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.error(`Installing ${missing().join(', ')} …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('sh', ['-c', mend(missing())], { stdio: ['ignore', 2, 2], env });
  }
  const still = missing();
  if (still.length === 0) return;
  console.error(
    `The tests verify sealed bundles with ${still.join(', ')}, which this machine doesn't have. Install and run again:\n  sudo sh -c '${mend(still)}'`,
  );
  console.log('0 passed, 1 failed, 0 skipped');
  process.exit(1);
}

const mend = (tools) => `apt-get update && apt-get install -y ${tools.join(' ')}`;

const missing = () =>
  Object.entries(TOOLS)
    .filter(([, check]) => spawnSync('sh', ['-c', check], { stdio: 'ignore' }).status !== 0)
    .map(([tool]) => tool);
