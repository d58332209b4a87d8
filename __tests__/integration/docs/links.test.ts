import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { readPage } from '../documented-code';
import { anchorsOf } from './anchors';

const isPage = (name: string) => name.endsWith('.md');

/** Every page of the project. */
const pages = [
  ...readdirSync('.').filter(isPage),
  ...['docs', 'examples', '.github'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(isPage)
      .map((name) => join(folder, name)),
  ),
];

/** The links of a page that stay in the project: the path from its root, and the anchor. */
function linksOf(path: string): { link: string; file: string; anchor: string | undefined }[] {
  // Neither in blocks of code nor in code.
  const prose = readPage(path)
    .replace(/^```[^]*?^```/gm, '')
    .replace(/`[^`\n]*`/g, 'code');
  const links = prose.matchAll(/\]\((?![a-z]+:)([^)#\s]*)(?:#([^)\s]*))?\)/g);
  return [...links].map(([, target = '', anchor]) => ({
    link: `${target}${anchor === undefined ? '' : `#${anchor}`}`,
    file: target === '' ? path : normalize(join(dirname(path), target)),
    anchor,
  }));
}

function leadsSomewhere({ file, anchor }: ReturnType<typeof linksOf>[number]): boolean {
  if (!existsSync(file) || file.startsWith('..')) return false;
  if (anchor === undefined) return true;
  return statSync(file).isFile() && anchorsOf(readPage(file)).includes(anchor);
}

it('finds the links of every page', () => {
  expect(pages).toEqual(
    expect.arrayContaining([
      'README.md',
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'SECURITY.md',
      'examples/README.md',
    ]),
  );
  expect(pages.flatMap(linksOf).length).toBeGreaterThan(100);
});

it.each(pages)('%s links only to files and headings that exist', (page) => {
  expect(
    linksOf(page)
      .filter((link) => !leadsSomewhere(link))
      .map(({ link }) => link),
  ).toEqual([]);
});

it('lists every page of docs/ in its index', () => {
  const listed = new Set(linksOf('docs/README.md').map(({ file }) => file));
  const unlisted = pages.filter(
    (page) => page.startsWith('docs/') && page !== 'docs/README.md' && !listed.has(page),
  );
  expect(unlisted).toEqual([]);
});

describe('an anchor', () => {
  it.each([
    ['# `invalid_json`', ['invalid_json']],
    ["## Viber's statuses", ['vibers-statuses']],
    ['## Why is my signature wrong?', ['why-is-my-signature-wrong']],
    ['### [Web hooks](https://example.com)', ['web-hooks']],
    ['## Order\n## Order', ['order', 'order-1']],
    ['```sh\n# a comment\n```\n# Heading', ['heading']],
  ])('of %j is what GitHub makes of it', (page, anchors) => {
    expect(anchorsOf(page)).toEqual(anchors);
  });
});
