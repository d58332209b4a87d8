import { spawnSync } from 'node:child_process';
import type { QueueServer } from '../../../fixtures/queue-servers';
import { describeOnServer, launchPostgres } from '../../../fixtures/queue-servers';

/** The oldest that pg-boss 12 runs on. */
const OLDEST_NODE = [22, 12] as const;

const NODE_PACKAGE = 'node@24';

/** Long enough to download it. */
const NPX_TIMEOUT_MS = 120_000;

/**
 * Runs a suite on PostgreSQL with the path of a Node that pg-boss runs on: this one, or else one from npm, which is
 * downloaded once. Without one, the suite is skipped with the reason.
 *
 * @throws `Error` in CI if there is none, since nothing may be skipped there
 */
export function describeOnPgBoss(suite: (server: () => QueueServer, nodePath: string) => void): void {
  const nodePath = isNewEnough(process.versions.node) ? process.execPath : nodeFromNpm();
  const missing =
    nodePath === undefined
      ? `this Node is too old for pg-boss, and npx did not get ${NODE_PACKAGE}`
      : undefined;
  describeOnServer({ name: 'PostgreSQL', missing, launch: launchPostgres }, (server) => {
    suite(server, nodePath ?? '');
  });
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

// Not a dependency of the project: its `node` would be the one that all scripts run on.
function nodeFromNpm(): string | undefined {
  const args = ['--yes', '-p', NODE_PACKAGE, 'node', '-p', 'process.execPath'];
  const env = { ...process.env, NODE_OPTIONS: '' };
  // Several suites may ask at the same time, and older versions of npx then disturb each other's download.
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const { status, stdout } = spawnSync('npx', args, { encoding: 'utf8', env, timeout: NPX_TIMEOUT_MS });
    if (status === 0) return stdout.trim();
  }
  return undefined;
}
