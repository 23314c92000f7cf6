/** Density volumes of one full-size person, for meshes. */

import type { Benchmark } from "./benchmark.ts";
import { randomPerson } from "./networks.ts";

function volume(resolution: number): Benchmark {
	return {
		name: `volume-${resolution}`,
		what: `sigma over ${resolution}³ voxels`,
		runs: 5,
		prepare: async () => {
			const { generator, planes } = await randomPerson(undefined, "memory");
			let largest = 0;
			const run = (): Promise<void> =>
				generator.sampleVolume(planes, { resolution }, ({ sigma }) => {
					largest = Math.max(largest, sigma.data[0] ?? 0);
				});
			return { run, dispose: () => generator.dispose(), note: generator.renderer };
		},
	};
}

export const VOLUME_BENCHMARKS: readonly Benchmark[] = [volume(256), volume(512)];
