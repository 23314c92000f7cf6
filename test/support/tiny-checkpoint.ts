/** A generator of a few kilobytes as a checkpoint: fast on any device, with random weights that make a picture. */

import type { Checkpoint } from "../../src/checkpoint/description.ts";
import { describeGenerator } from "../../src/generator/describe.ts";
import { initializeGenerator } from "../../src/networks/initialize.ts";
import { tinyGenerator } from "./tiny-training.ts";

/** Seeded: the same in Node and in a page. */
export function tinyCheckpoint(): Checkpoint {
	const config = tinyGenerator();
	const description = describeGenerator(config, initializeGenerator(config, 5));
	return { format: "safetensors", networks: new Map([["G_ema", description]]), extras: new Map(), metadata: new Map() };
}
