// Bundles lib/ into dist/: few files, because opening many small ones takes most of the time that loading takes.
import typescript from '@rollup/plugin-typescript';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dts } from 'rollup-plugin-dts';

const { dependencies, peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const packages = Object.keys({ ...dependencies, ...peerDependencies });
const external = (id) => isBuiltin(id) || packages.some((name) => id === name || id.startsWith(`${name}/`));

// lib/cli/program.ts, lib/cli/load-emulator.ts and lib/emulator/http-server.ts find other files by their path. It leads
// to the same place from lib/ and from dist/, because each entry is bundled at its own path.
const importable = {
  index: 'lib/index.ts',
  testing: 'lib/testing.ts',
  'emulator/index': 'lib/emulator/index.ts',
};
const tsconfig = 'tsconfig.build.json';

/** What the bundles of code and of declarations have in common. */
const output = {
  dir: 'dist',
  // All that the main entry uses is one chunk, which the other entries share, so that each class exists once.
  manualChunks: { library: [importable.index] },
  hoistTransitiveImports: false,
  minifyInternalExports: false,
};

/** The values that each entry exports. */
const values = new Map();

/** Collects {@link values} from the bundles of code. */
const collectValues = {
  name: 'collect-values',
  renderChunk(_code, { name, exports }) {
    values.set(name, exports);
  },
};

/** Exports a class whose type alone is exported as a type. rollup-plugin-dts exports every class as a value. */
const exportTypes = {
  name: 'export-types',
  renderChunk(code, { name, isEntry }) {
    if (!isEntry) return null;
    const statement = /^export \{ (.*) \};$/m;
    // Rollup builds the configurations in turn, so the values are known here.
    if (!statement.test(code) || !values.has(name)) throw new Error(`The exports of ${name} were not found.`);
    return code.replace(statement, (_statement, names) => {
      const isValue = (exported) => values.get(name).includes(exported);
      const types = names.split(', ').filter((exported) => !isValue(exported));
      const exported = `export { ${names.split(', ').filter(isValue).join(', ')} };`;
      return types.length === 0 ? exported : `${exported}\nexport type { ${types.join(', ')} };`;
    });
  },
};

const emptyDist = {
  name: 'empty-dist',
  buildStart() {
    rmSync('dist', { recursive: true, force: true });
    cpSync('lib/emulator/page', 'dist/emulator/page', { recursive: true });
  },
};

export default [
  {
    input: { ...importable, 'cli/main': 'lib/cli/main.ts' },
    external,
    plugins: [
      emptyDist,
      typescript({
        tsconfig,
        // Rollup reads ES modules. The maps contain the sources, with their comments.
        compilerOptions: {
          module: 'esnext',
          moduleResolution: 'bundler',
          inlineSources: true,
          removeComments: true,
        },
      }),
      collectValues,
    ],
    output: {
      ...output,
      format: 'cjs',
      // As TypeScript compiles to CommonJS.
      esModule: true,
      exports: 'named',
      interop: 'auto',
      generatedCode: { preset: 'es2015', symbols: false },
      chunkFileNames: '[name].js',
      sourcemap: true,
    },
  },
  {
    input: importable,
    external,
    plugins: [dts({ tsconfig }), exportTypes],
    // TypeScript 7 loads no types by itself, and a program need not import anything else that loads those of Node.
    output: { ...output, chunkFileNames: '[name].d.ts', banner: '/// <reference types="node" />' },
  },
];
