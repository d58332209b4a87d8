/**
 * The long form of the fuzz test: `npm run fuzz`. Prints its progress, and ends by itself.
 *
 * INPUTS   how many, a million by default
 * SEED     the first seed; a failure names the seed of its round, which INPUTS=1000 reproduces
 */
import { randomInt } from 'node:crypto';
import { fuzz } from './fuzz';

const INPUTS_PER_ROUND = 1000;
const ROUNDS_PER_LINE = 50;

async function main(): Promise<void> {
  const rounds = Math.ceil(Number(process.env['INPUTS'] ?? 1_000_000) / INPUTS_PER_ROUND);
  const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31));
  console.log(`Seed ${String(seed)}`);
  const startedAt = performance.now();
  const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(0);
  const counts = await fuzz({
    seed,
    rounds,
    inputsPerRound: INPUTS_PER_ROUND,
    onRound: (inputs) => {
      if (inputs % (ROUNDS_PER_LINE * INPUTS_PER_ROUND) !== 0) return;
      const { rss } = process.memoryUsage();
      console.log(`${String(inputs)} inputs in ${seconds()} s, ${(rss / 2 ** 20).toFixed(0)} MB resident`);
    },
  });
  console.log(`Nothing failed in ${seconds()} s. Responses by status:`, counts);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
