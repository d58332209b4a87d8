/** One combination to try: the base with another version of one thing. */
export interface Cell {
  /** What differs from the base. */
  axis: string;
  version: string;
  /** Packages to install beside express-viber, with their versions. */
  packages: readonly string[];
  /** Shell commands, run in the cell's folder in turn. Each must succeed. */
  commands: readonly string[];
  /** Whether it takes a Redis, whose URL is then in QUEUE_URL. */
  needsRedis?: boolean;
}

const EXPRESS = 'express@5';
const BOTS = ['node bot.mjs', 'node require.cjs'];
const TYPES = ['@types/node@20', '@types/express@5', '@types/body-parser'];
const BULLMQ = 'bullmq@6';

/** The oldest supported versions, and the latest of each major one that README.md names. The base is the Node that runs this, and the latest Express, BullMQ and TypeScript 6. */
export const CELLS: readonly Cell[] = [
  ...['20.12', '20', '22', '24', '26'].map((version) => ({
    axis: 'Node',
    version,
    packages: [EXPRESS, `node@${version}`],
    commands: BOTS.map((bot) => `./node_modules/node/bin/${bot}`),
  })),
  ...['4.18', '4', '5'].map((version) => ({
    axis: 'Express',
    version,
    packages: [`express@${version}`],
    commands: BOTS,
  })),
  ...['5.28', '5', '6'].map((version) => ({
    axis: 'BullMQ',
    version,
    packages: [EXPRESS, `bullmq@${version}`, 'ioredis'],
    commands: ['node queue.mjs'],
    needsRedis: true,
  })),
  ...['5.4', '5.9', '6', '7'].map((version) => ({
    axis: 'TypeScript',
    version,
    packages: [EXPRESS, BULLMQ, `typescript@${version}`, ...TYPES],
    commands: ['node16', 'nodenext', 'bundler'].map((resolution) => {
      const module = resolution === 'bundler' ? 'esnext' : resolution;
      return `npx tsc --noEmit --strict --target es2022 --module ${module} --moduleResolution ${resolution} types.ts`;
    }),
  })),
  {
    axis: 'Jest',
    version: '30',
    packages: [EXPRESS, 'jest@30'],
    commands: ['npx jest --testMatch "**/jest.test.cjs"'],
  },
  {
    axis: 'Vitest',
    version: '5',
    packages: [EXPRESS, 'vitest@5'],
    commands: ['npx vitest run vitest.test.mjs'],
  },
  bundler('esbuild', '0.28', 'esbuild bot.mjs --bundle --platform=node --format=cjs --outfile=out/bot.cjs'),
  bundler(
    'webpack',
    '5',
    'webpack ./bot.mjs --mode production --target=node -o out --output-filename bot.cjs',
    'webpack-cli',
  ),
  bundler('tsup', '9', 'tsup bot.mjs --format cjs --out-dir out', 'typescript@5.9'),
  ...['bun', 'deno'].map((runtime) => ({
    axis: runtime === 'bun' ? 'Bun' : 'Deno',
    version: 'latest',
    packages: [EXPRESS, runtime],
    commands: ['fetch.mjs', 'bot.mjs'].map((program) =>
      runtime === 'bun' ? `npx bun ${program}` : `npx deno run -A ${program}`,
    ),
  })),
];

/** Bundles the bot with everything it imports, and runs the bundle. */
function bundler(name: string, version: string, command: string, ...others: string[]): Cell {
  return {
    axis: name,
    version,
    packages: [EXPRESS, `${name}@${version}`, ...others],
    commands: [`npx ${command}`, 'node out/bot.cjs'],
  };
}
