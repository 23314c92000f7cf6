/** The golden cases of the repository, and generators to run them with. */

import { type Golden, readGolden } from "../../src/analysis/verify/golden.ts";
import type { NetworkDescription } from "../../src/checkpoint/description.ts";
import { readCheckpoint } from "../../src/checkpoint/read-checkpoint.ts";
import { Generator } from "../../src/generator/generator.ts";
import { findNetwork } from "../../src/generator/load-generator.ts";
import { networkWeights, readGeneratorConfig } from "../../src/generator/read-config.ts";
import type { Device, InferenceRuntime } from "../../src/host/inference-runtime.ts";
import type { GeneratorConfig } from "../../src/networks/config.ts";
import type { Weights } from "../../src/networks/parameters.ts";
import { openFile } from "../../src/platform/node/file-source.ts";
import { nodeOrtPlatform } from "../../src/platform/node/onnx-runtime.ts";
import type { RayMarcher } from "../../src/rendering/march/contract.ts";
import { createRuntime } from "../../src/runtime/create-runtime.ts";
import { fixturePath, readFixture, readFixtureMetadata } from "../fixtures.ts";

/** `<network>.<case>` of every golden in test/fixtures. */
export const GOLDEN_CASES = [
	"tiny-ffhq512-64.seed0-frontal",
	"tiny-ffhq512-64.seed4-steep",
	"tiny-shapenet128-64.seed1",
	"tiny-afhq256-128.seed2",
] as const;

/** The one whose stages are cheapest. */
export const SMALLEST_CASE = "tiny-shapenet128-64.seed1";

export interface NetworkOfCase {
	readonly config: GeneratorConfig;
	readonly weights: Weights;
}

/** The generator of a fixture, as the checkpoint describes it. */
export async function descriptionOf(name: string): Promise<NetworkDescription> {
	await using file = await openFile(fixturePath(`${name.split(".")[0]}.pkl`));
	return findNetwork(await readCheckpoint(file), "G_ema");
}

/** Configuration and weights of a case's network. */
export async function networkOf(name: string): Promise<NetworkOfCase> {
	const description = await descriptionOf(name);
	return { config: readGeneratorConfig(description), weights: networkWeights(description) };
}

export async function goldenOf(name: string): Promise<Golden> {
	const metadata = await readFixtureMetadata(`${name}.safetensors`);
	return readGolden(await readFixture(`${name}.safetensors`), new Map(Object.entries(metadata)));
}

/** A generator of a case's network on a device. */
export async function generatorOf(
	{ config, weights }: NetworkOfCase,
	device: Device,
	marcher: (runtime: InferenceRuntime) => RayMarcher | Promise<RayMarcher>,
): Promise<Generator> {
	const runtime = await createRuntime(nodeOrtPlatform(), { device, threads: 2 });
	return new Generator({ config, weights, runtime, marcher: await marcher(runtime) });
}
