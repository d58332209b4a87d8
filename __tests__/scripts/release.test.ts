import { changelogProblem, dateChangelog, metadataProblem, unreleasedProblem } from '../../scripts/release';

const filledIn = {
  version: '1.0.0',
  homepage: 'https://example.com',
  bugs: { url: 'https://example.com/issues' },
  repository: { url: 'git+https://example.com/bot.git' },
};

describe('metadataProblem', () => {
  it('finds nothing where everything is filled in', () => {
    expect(metadataProblem(filledIn)).toBeUndefined();
  });

  it.each([
    ['homepage', { homepage: '' }],
    ['bugs.url', { bugs: {} }],
    ['repository.url', { repository: {} }],
  ])('names %s if it is missing, and the command that fills it in', (name, fields) => {
    const problem = metadataProblem({ ...filledIn, ...fields });

    expect(problem).toMatch(`package.json lacks ${name}. `);
    expect(problem).toMatch('npm pkg set ');
  });
});

describe('dateChangelog', () => {
  const date = new Date('2026-11-30T12:00:00Z');

  it('puts what is unreleased under the version and its date', () => {
    const changelog = dateChangelog('# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A.\n', '1.0.0', date);

    expect(changelog).toBe(
      '# Changelog\n\n## [Unreleased]\n\n## [1.0.0] - 2026-11-30\n\n### Added\n\n- A.\n',
    );
    expect(changelogProblem(changelog, '1.0.0')).toBeUndefined();
    expect(changelogProblem(changelog, '1.0.1')).toMatch('no section of version 1.0.1');
  });
});

describe('unreleasedProblem', () => {
  it('finds nothing where something is listed', () => {
    expect(unreleasedProblem('# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A.\n')).toBeUndefined();
  });

  it.each(['# Changelog\n', '## [Unreleased]\n\n## [1.0.0] - 2026-01-01\n\n- A.\n', '## [Unreleased]\n'])(
    'finds a changelog that lists nothing: %j',
    (changelog) => {
      expect(unreleasedProblem(changelog)).toMatch('List there what the version changes.');
    },
  );
});
