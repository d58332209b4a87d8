import { execFile, spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

const root = join(__dirname, '../..');

/** The end of a command. */
export interface Outcome {
  code: number;
  output: string;
}

/** The environment without what npm and Jest have told this process, which is not meant for the next ones. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const isForeign = /^(?:npm_|JEST_|VIBER_|NODE_OPTIONS$|NODE_ENV$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isForeign.test(name)));
}

/** Whether npm can reach its registry. */
export function hasRegistry(): boolean {
  // A short wait and no retry: without a network, nobody should have to wait for this.
  const ping = ['ping', '--fetch-retries=0', '--fetch-timeout=10000'];
  return spawnSync('npm', ping, { env: cleanEnvironment() }).status === 0;
}

/** Runs a command to its end. */
export async function run(
  command: string,
  args: string[],
  cwd: string,
  env = cleanEnvironment(),
): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(command, args, { cwd, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, output: `${stdout}${stderr}` });
    });
  });
}

/**
 * Packs the package, from a copy of the sources, so that neither what an earlier build has left in dist nor a build
 * somebody runs meanwhile can get in.
 *
 * @returns the tarball, and its folder, which the caller removes. It is inside the checkout, git-ignored, so that
 * dependencies resolve from the node_modules of the checkout
 * @throws `Error` with what npm printed if it fails
 */
export async function packPackage(): Promise<{ folder: string; tarball: string }> {
  await mkdir(join(root, '.consumers'), { recursive: true });
  const folder = await mkdtemp(join(root, '.consumers', 'consumer-'));
  await copySource(join(folder, 'source'));
  const packed = await run('npm', ['pack', '--pack-destination', folder], join(folder, 'source'));
  const tarballs = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  if (packed.code !== 0 || tarballs.length !== 1) {
    await rm(folder, { recursive: true });
    throw new Error(`npm pack failed:\n${packed.output}`);
  }
  return { folder, tarball: join(folder, String(tarballs[0])) };
}

/** The packed package in the `node_modules` of an application. */
export interface Consumer {
  /** The application, inside the checkout. The caller removes it. */
  folder: string;
  tarball: string;
  /** The unpacked package. */
  installed: string;
  /** The files of the package, with forward slashes, sorted. */
  files: string[];
}

/** Packs the package and unpacks it where an application would have it. */
export async function installPackage(): Promise<Consumer> {
  const { folder, tarball } = await packPackage();
  await writeFile(join(folder, 'package.json'), '{ "name": "consumer", "private": true }');
  const installed = join(folder, 'node_modules', 'express-viber');
  await mkdir(installed, { recursive: true });
  const unpacked = await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', installed], folder);
  if (unpacked.code !== 0) throw new Error(`tar failed:\n${unpacked.output}`);
  return { folder, tarball, installed, files: await filesBelow(installed) };
}

/** The files below a directory, with forward slashes, sorted. */
export async function filesBelow(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** Runs a program of the application and gives what it prints as JSON. */
export async function printedJson(folder: string, file: string, source: string): Promise<unknown> {
  await writeFile(join(folder, file), source);
  const { code, output } = await run(process.execPath, ['--no-warnings', file], folder);
  if (code !== 0) throw new Error(`${file} ended with ${String(code)}:\n${output}`);
  return JSON.parse(output) as unknown;
}

async function copySource(to: string): Promise<void> {
  const notSource = ['node_modules', '.git', '.consumers', 'dist', 'coverage', 'api', 'reports', 'bench'];
  for (const name of await readdir(root)) {
    if (!notSource.includes(name)) await cp(join(root, name), join(to, name), { recursive: true });
  }
}
