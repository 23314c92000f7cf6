/**
 * Fuzzes the checkpoint readers for long: the tests of `test/fuzz` with more files and other seeds.
 *
 *     node scripts/fuzz-checkpoints.mjs [files = 200000] [seed = now]
 *
 * A failure prints the seed and the number of the file; the same two give the same file again. Some 2,000 files take a
 * second and a half on one core.
 */

import { spawnSync } from "node:child_process";

const [files = "200000", seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
if (!/^\d+$/.test(files) || !/^\d+$/.test(seed)) {
	console.error("fuzz-checkpoints: want two whole numbers, files and seed");
	process.exit(2);
}
console.log(`fuzz-checkpoints: ${files} files, seed ${seed}`);
const { status } = spawnSync("npx", ["vitest", "run", "test/fuzz/checkpoint.test.ts"], {
	stdio: "inherit",
	env: { ...process.env, TRIPLANE_FUZZ_FILES: files, TRIPLANE_FUZZ_SEED: seed },
});
process.exit(status ?? 1);
