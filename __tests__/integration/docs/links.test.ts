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

interface Link {
  link: string;
  file: string;
  anchor: string | undefined;
}

const isPicture = (name: string) => name.endsWith('.png'); // npm's site shows that of the repository

/** The links of a page that stay in the project: the path from its root, and the anchor. */
function linksOf(path: string): Link[] {
  return linksIn(readPage(path), path);
}

function linksIn(text: string, path: string): Link[] {
  // Neither in blocks of code nor in code.
  const prose = text.replace(/^```[^]*?^```/gm, '').replace(/`[^`\n]*`/g, 'code');
  const links = prose.matchAll(/\]\((?![a-z]+:)([^)#\s]*)(?:#([^)\s]*))?\)/g);
  return [...links].map(([, target = '', anchor]) => ({
    link: `${target}${anchor === undefined ? '' : `#${anchor}`}`,
    file: target === '' ? path : normalize(join(dirname(path), target)),
    anchor,
  }));
}

function leadsSomewhere({ file, anchor }: Link): boolean {
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

describe('a page of the npm package', () => {
  const { files } = JSON.parse(readPage('package.json')) as { files: string[] };
  const isPacked = (file: string) =>
    ['README.md', 'LICENSE', ...files].some((packed) => file === packed || file.startsWith(`${packed}/`));
  const says = (text: string) => /\bthe repository\b/.test(text.replace(/\s+/g, ' '));

  it.each(pages.filter(isPacked))(
    '%s says of each link to an unpacked file that it is in the repository',
    (page) => {
      const paragraphs = readPage(page).split(/\n{2,}|\n(?=- )/);
      const silent = paragraphs.filter(
        (paragraph) =>
          !says(paragraph) &&
          linksIn(paragraph, page).some(({ file }) => !isPacked(file) && !isPicture(file)),
      );
      expect(silent).toEqual([]);
    },
  );

  it('says where the examples and commands are that it names', () => {
    const named = pages.filter(
      (page) => page.startsWith('docs/') && /\bexamples\/|`npm run /.test(readPage(page)),
    );
    expect(named).toContain('docs/more-than-one-machine.md');
    expect(named.filter((page) => !says(readPage(page)))).toEqual([]);
  });
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
