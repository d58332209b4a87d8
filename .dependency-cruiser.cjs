/** The rooms from the ground up; a room may import only from the ones before it. */
const LAYERS = [
  'shared',
  'errors',
  'protocol',
  'messages',
  'delivery',
  'client',
  'webhook',
  'emulator',
  'cli',
];

/** The entries above every room. The commands may import testing.ts, because they post what its builders make. */
const entriesAbove = (room) => (room === 'cli' ? ['index'] : ['testing', 'index']);

const looksDownOnly = LAYERS.map((room, index) => ({
  name: `${room}-imports-downwards-only`,
  severity: 'error',
  from: { path: `^lib/${room}/` },
  to: { path: `^lib/(?:${[...LAYERS.slice(index + 1), ...entriesAbove(room)].join('|')})(?:/|\\.ts$)` },
}));

// Such a rule sees pairs of files: a bad name is found where the file imports, and where it is imported.
const fileNames = [
  { name: 'file-names-are-kebab-case', path: '^lib/.*[^a-z0-9/.-]' },
  {
    name: 'file-names-say-what-is-inside',
    path: '^lib.*/(?:utils?|helpers?|types|constants|common|misc)[/.]',
  },
].flatMap(({ name, path }) => [
  { name, severity: 'error', from: { path }, to: {} },
  { name, severity: 'error', from: {}, to: { path } },
]);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...looksDownOnly,
    ...fileNames,
    {
      name: 'emulator-plays-the-other-side',
      comment: 'It stands for Viber, so it must not share the code it is there to test.',
      severity: 'error',
      from: { path: '^lib/emulator/' },
      to: { path: '^lib/(?:client|webhook)/' },
    },
    {
      name: 'library-does-not-import-the-command-line',
      severity: 'error',
      from: { path: '^lib/[^/]+\\.ts$' },
      to: { path: '^lib/cli/' },
    },
    {
      name: 'command-line-packages-stay-in-cli',
      severity: 'error',
      from: { path: '^lib/', pathNot: '^lib/cli/' },
      to: { path: 'node_modules/(?:commander|cli-table3)/' },
    },
    {
      name: 'ajv-only-generates',
      comment:
        'scripts/generate-validators.ts uses it to write lib/protocol/generated, so users need not install it.',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: 'node_modules/ajv/' },
    },
    {
      name: 'protocol-is-pure',
      comment: 'No sockets, no files, no processes.',
      severity: 'error',
      from: { path: '^lib/protocol/' },
      to: { dependencyTypes: ['core'], pathNot: '^(?:node:)?(?:crypto|util)$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
