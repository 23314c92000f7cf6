/** Puts a generator together from a checkpoint, a runtime and a renderer. */

import type { Checkpoint, NetworkDescription } from "../checkpoint/description.ts";
import { STATE_DICT } from "../checkpoint/state-dict.ts";
import type { Device, DeviceRequest, InferenceRuntime } from "../host/inference-runtime.ts";
import type { Weights } from "../networks/parameters.ts";
import type { Precision, Preference } from "../networks/target.ts";
import type { RendererRequest } from "../rendering/march/choose-marcher.ts";
import type { RayMarcher } from "../rendering/march/contract.ts";
import type { DeviceFinding } from "../runtime/create-runtime.ts";
import { CheckpointError, InputError } from "../tensor/errors.ts";
import { Generator } from "./generator.ts";
import { networkFamily } from "./network-family.ts";
import { networkWeights, type ReadConfigOptions, readGenerator, requireUsable } from "./read-config.ts";
import type { ReadingNotes } from "./reading-notes.ts";
import { withTrainingSet } from "./training-cameras.ts";
import { tunedWeights, type WeightDifferences } from "./tuned-weights.ts";

/** The network of a checkpoint that is meant for use: the moving average of the training's weights. */
export const DEFAULT_NETWORK = "G_ema";

export interface AssembleOptions extends ReadConfigOptions {
	readonly runtime: InferenceRuntime;
	readonly marcher: RayMarcher;
	/** Which network of the checkpoint; default "G_ema". */
	readonly network?: string | undefined;
	/** What the CPU's graphs are chosen for; default "speed". */
	readonly prefer?: Preference | undefined;
	/** Numbers that super-resolution computes in; default "fp32". */
	readonly precision?: Precision | undefined;
	/** Added to the weights of the network: those that were tuned to a person. */
	readonly tuned?: WeightDifferences | undefined;
}

/** What opening a network takes on every platform. */
export interface OpenOptions extends ReadConfigOptions {
	/** What runs the networks. Default "auto": the best device that works, and `engine` says which that was. */
	readonly device?: DeviceRequest | undefined;
	/** Which version of the renderer. Default "auto": the fastest that works. */
	readonly renderer?: RendererRequest | undefined;
	/** Which network of the checkpoint. Default "G_ema". */
	readonly networkName?: string | undefined;
	/** Numbers that super-resolution computes in. Default "fp32"; "fp16" on GPUs only. */
	readonly precision?: Precision | undefined;
	/** Added to the weights of the network: those that were tuned to a person. */
	readonly tuned?: WeightDifferences | undefined;
	readonly signal?: AbortSignal | undefined;
}

/** What really runs, for records: what all platforms know of it. */
export interface OpenedEngine {
	readonly device: Device;
	/** Better devices that "auto" passed over, and why. */
	readonly passedOver: readonly DeviceFinding[];
	readonly renderer: string;
	/** Why "auto" passed over a faster renderer, or `null`. */
	readonly rendererPassedOver: string | null;
	readonly onnxRuntime: string;
}

/** A generator, and what was assumed, converted and left out when its network was read; `noteLines` says it in words. */
export interface NotedGenerator {
	readonly generator: Generator;
	readonly notes: ReadingNotes;
}

/**
 * A generator from a checkpoint that has been read. It takes over `marcher`.
 * Throws `CheckpointError` when the network is no tri-plane generator or has parts that are not computed here,
 * `InputError` when there is none of that name.
 */
export function assembleGenerator(checkpoint: Checkpoint, options: AssembleOptions): Generator {
	return assembleWithNotes(checkpoint, options).generator;
}

/** The same, with what was assumed, converted and left out. */
function assembleWithNotes(
	checkpoint: Checkpoint,
	{ network = DEFAULT_NETWORK, allowUnused = false, allowLarge = false, tuned, ...parts }: AssembleOptions,
): NotedGenerator {
	const description = findNetwork(checkpoint, network);
	const reading = readGenerator(description);
	requireUsable(reading, { allowUnused, allowLarge });
	const config = withTrainingSet(reading.config, checkpoint.extras);
	const weights = networkWeights(description);
	refuseNotFinite(weights);
	const used = tuned ? tunedWeights(weights, tuned) : weights;
	return { generator: new Generator({ config, weights: used, ...parts }), notes: reading.notes };
}

/** The same; ends the renderer's workers where the checkpoint is no generator, since they would keep a process alive. */
export async function assembleOrDispose(checkpoint: Checkpoint, options: AssembleOptions): Promise<NotedGenerator> {
	try {
		return assembleWithNotes(checkpoint, options);
	} catch (error) {
		await options.marcher.dispose();
		throw error;
	}
}

/** A generator network of a checkpoint by name. */
export function findNetwork({ networks }: Checkpoint, name: string): NetworkDescription {
	const description = networks.get(name);
	if (!description) {
		throw new InputError(`checkpoint: has no network '${name}', only ${[...networks.keys()].join(", ") || "none"}`);
	}
	if (description.className === STATE_DICT) throw new CheckpointError(stateDictRefusal(name, description));
	if (description.className !== "TriPlaneGenerator" && !isTriplane(description)) {
		const family = networkFamily(description);
		throw new CheckpointError(
			`checkpoint: '${name}' is a ${description.className}, want a TriPlaneGenerator${family === null ? "" : ` – it looks like ${family}`}`,
		);
	}
	return description;
}

/** Whether a network has the parts of a tri-plane generator, whatever its class is called. */
function isTriplane({ parameters }: NetworkDescription): boolean {
	return ["backbone.synthesis.b4.const", "decoder.net.0.weight"].every((name) => parameters.has(name));
}

function stateDictRefusal(name: string, { parameters }: NetworkDescription): string {
	const what = `checkpoint: '${name}' is a state_dict, ${parameters.size} tensors without networks:`;
	const isOurs = [...parameters.keys()].some((key) => key.endsWith("backbone.synthesis.b4.const"));
	if (isOurs) return `${what} say whose options they have, with --like <network.pkl> or --cfg <configuration>`;
	return `${what} 'backbone.synthesis.b4.const' is not among them – is this a tri-plane generator?`;
}

/** Throws `CheckpointError` naming the first float32 tensor with a number that is not finite. */
export function refuseNotFinite(weights: Weights): void {
	for (const [name, { data }] of weights) {
		if (!(data instanceof Float32Array)) continue;
		if (allFinite(data)) continue;
		const count = data.reduce((sum, value) => sum + Number(!Number.isFinite(value)), 0);
		throw new CheckpointError(
			`checkpoint: '${name}' has ${count} of ${data.length} numbers that are NaN or infinite: its training diverged, or the file is damaged. Want a snapshot from before`,
		);
	}
}

/** A number that is not finite makes NaN of a product with 0. Four sums at once: 10 ms for 31 million numbers. */
function allFinite(data: Float32Array): boolean {
	let [a, b, c, d] = [0, 0, 0, 0];
	const whole = data.length - (data.length % 4);
	for (let at = 0; at < whole; at += 4) {
		a += (data[at] ?? 0) * 0;
		b += (data[at + 1] ?? 0) * 0;
		c += (data[at + 2] ?? 0) * 0;
		d += (data[at + 3] ?? 0) * 0;
	}
	return a + b + c + d === 0 && data.subarray(whole).every(Number.isFinite);
}
