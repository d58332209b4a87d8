/**
 * The steps around `npm version` and `npm publish`, which npm runs by itself:
 *
 * - `check-unreleased`, before a version is made: package.json says where the repository is, and CHANGELOG.md what changes.
 * - `date-changelog`, for the new version: its section of CHANGELOG.md begins where "Unreleased" was.
 * - `check`, before publishing: both of these have happened.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '..');
const CHANGELOG = path.join(root, 'CHANGELOG.md');
const UNRELEASED = '## [Unreleased]\n';

interface Manifest {
  version: string;
  homepage?: string;
  bugs?: { url?: string };
  repository?: { url?: string };
}

/** What keeps package.json from being published, as a sentence that says what to fill in; `undefined` if nothing does. */
export function metadataProblem({ homepage, bugs, repository }: Manifest): string | undefined {
  const fields = { homepage, 'bugs.url': bugs?.url, 'repository.url': repository?.url };
  const missing = Object.entries(fields).flatMap(([name, value]) => (value ? [] : [name]));
  if (missing.length === 0) return undefined;
  return `package.json lacks ${missing.join(', ')}. Fill in the repository from which you publish, in this one place:

  npm pkg set repository.type=git repository.url=git+https://github.com/OWNER/NAME.git \\
    bugs.url=https://github.com/OWNER/NAME/issues homepage=https://github.com/OWNER/NAME#readme
`;
}

/** What keeps a version from being made because of the changelog; `undefined` if nothing does. */
export function unreleasedProblem(changelog: string): string | undefined {
  const [, after = ''] = changelog.split(UNRELEASED);
  if (/^\s*(?!## )\S/.test(after)) return undefined;
  return `CHANGELOG.md lists nothing under "${UNRELEASED.trim()}". List there what the version changes.`;
}

/** Turns the section "Unreleased" into that of a version, and begins a new one above it. */
export function dateChangelog(changelog: string, version: string, date: Date): string {
  const heading = `## [${version}] - ${date.toISOString().slice(0, 10)}\n`;
  return changelog.replace(UNRELEASED, `${UNRELEASED}\n${heading}`);
}

/** What keeps a version from being published because of the changelog; `undefined` if nothing does. */
export function changelogProblem(changelog: string, version: string): string | undefined {
  if (changelog.includes(`\n## [${version}] - `)) return undefined;
  return `CHANGELOG.md has no section of version ${version}. \`npm run release -- <version>\` makes it from "Unreleased".`;
}

function main([step]: readonly string[]): void {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;
  const changelog = readFileSync(CHANGELOG, 'utf8');
  const { version } = manifest;
  if (step === 'date-changelog') {
    writeFileSync(CHANGELOG, dateChangelog(changelog, version, new Date()));
    return;
  }
  if (step !== 'check' && step !== 'check-unreleased')
    throw new TypeError(`There is no step "${String(step)}".`);
  const problem =
    metadataProblem(manifest) ??
    (step === 'check' ? changelogProblem(changelog, version) : unreleasedProblem(changelog));
  if (problem === undefined) return;
  console.error(`\nNot released: ${problem}`);
  process.exitCode = 1;
}

if (require.main === module) main(process.argv.slice(2));
