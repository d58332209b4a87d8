/** Design rule: imports point down only, cli -> emulator, client, webhook -> protocol; webhook -> client. */
const room = (name, mayNotSee) => ({
  name: `${name}-looks-down-only`,
  severity: 'error',
  from: { path: `^lib/${name}/` },
  to: { path: `^lib/(?:${mayNotSee.join('|')})(?:/|\\.ts$)` },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    room('protocol', ['client', 'webhook', 'emulator', 'cli', 'testing', 'index']),
    room('client', ['webhook', 'emulator', 'cli', 'testing', 'index']),
    room('webhook', ['emulator', 'cli', 'testing', 'index']),
    room('emulator', ['client', 'webhook', 'cli', 'testing', 'index']),
    room('cli', ['testing', 'index']),
    {
      name: 'library-knows-no-cli',
      severity: 'error',
      from: { path: '^lib/[^/]+\\.ts$' },
      to: { path: '^lib/cli/' },
    },
    {
      name: 'cli-packages-stay-in-cli',
      severity: 'error',
      from: { path: '^lib/', pathNot: '^lib/cli/' },
      to: { path: 'node_modules/(?:commander|cli-table3|picocolors)/' },
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
