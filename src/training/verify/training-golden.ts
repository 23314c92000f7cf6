/**
 * A golden of training: phases run by the published PyTorch code on fixed inputs, with the random numbers that they
 * drew and the gradients that came out. `test/fixtures/README.md` describes the layout.
 */

import { CheckpointError } from "../../tensor/errors.ts";
import { expectDType, type Float32Tensor, type HostTensor } from "../../tensor/host-tensor.ts";
import { formatShape, matchShape } from "../../tensor/shape.ts";
import type { PhaseName } from "../phases/phase-graph.ts";
import type { RegularizationOptions } from "../phases/recipes.ts";
import { blurSigma, renderingResolution, swapProbability } from "../schedules.ts";

export interface TrainingGolden extends RegularizationOptions {
	readonly tensors: ReadonlyMap<string, HostTensor>;
	readonly batch: number;
	readonly runs: readonly GoldenRun[];
}

/** One phase at one point of the training. */
export interface GoldenRun {
	/** "Gmain", "Gmain_blur", …: the prefix of its tensors. */
	readonly name: string;
	readonly phase: PhaseName;
	readonly gain: number;
	readonly neuralRenderingResolution: number;
	readonly blurSigma: number;
	/** `null` where cameras are not swapped. */
	readonly swapProbability: number | null;
	/** Names of the parameters that have gradients, in the order of the norms and sums. */
	readonly gradientNames: readonly string[];
	/** Random numbers in the order they were drawn. */
	readonly randoms: readonly Float32Tensor[];
}

const PHASES: readonly PhaseName[] = ["Gmain", "Greg", "Dmain", "Dreg"];

/** Whether a golden is one of training: its metadata then says with which arguments a phase ran. */
export function isTrainingGolden(metadata: ReadonlyMap<string, string>): boolean {
	return [...metadata.keys()].some((key) => key.endsWith(".args"));
}

/** Reads a golden of training. Throws `CheckpointError` naming the entry that is missing or malformed. */
export function readTrainingGolden(
	tensors: ReadonlyMap<string, HostTensor>,
	metadata: ReadonlyMap<string, string>,
): TrainingGolden {
	const reader = new Metadata(metadata);
	const resolution = reader.number("neural_rendering_resolution");
	const gpcRegProb = reader.value("gpc_reg_prob");
	const runs = [...metadata.keys()]
		.filter((key) => key.endsWith(".args"))
		.map((key) => readRun(key.slice(0, -".args".length), reader, tensors, resolution, gpcRegProb));
	return {
		tensors,
		batch: reader.number("batch"),
		gamma: reader.number("r1_gamma"),
		regType: "l1",
		densityReg: reader.number("density_reg"),
		densityRegPDist: reader.number("density_reg_p_dist"),
		runs,
	};
}

/** A float32 tensor of the golden. Throws `CheckpointError` when it is missing or of another shape. */
export function trainingTensor(
	{ tensors }: Pick<TrainingGolden, "tensors">,
	name: string,
	pattern: readonly (string | number)[],
): Float32Tensor {
	const tensor = tensors.get(name);
	if (!tensor) throw new CheckpointError(`golden: tensor '${name}' is missing`);
	try {
		matchShape(name, tensor.shape, pattern);
		return expectDType(name, tensor, "float32");
	} catch (cause) {
		const want = `float32 [${pattern.join(", ")}]`;
		throw new CheckpointError(`golden: '${name}' is ${tensor.dtype} ${formatShape(tensor.shape)}, want ${want}`, {
			cause,
		});
	}
}

function readRun(
	name: string,
	reader: Metadata,
	tensors: ReadonlyMap<string, HostTensor>,
	resolution: number,
	gpcRegProb: unknown,
): GoldenRun {
	const args = reader.record(`${name}.args`);
	const phase = PHASES.find((known) => known === args.text("phase"));
	if (!phase)
		throw new CheckpointError(`golden: ${name}.args has phase '${args.text("phase")}', want ${PHASES.join(", ")}`);
	const images = args.number("cur_nimg");
	const final = args.value("neural_rendering_resolution_final");
	return {
		name,
		phase,
		gain: args.number("gain"),
		neuralRenderingResolution: renderingResolution(
			images,
			resolution,
			final === null ? null : args.number("neural_rendering_resolution_final"),
			args.number("neural_rendering_resolution_fade_kimg"),
		),
		blurSigma: blurSigma(images, args.number("blur_init_sigma"), args.number("blur_fade_kimg")),
		swapProbability:
			typeof gpcRegProb === "number" ? swapProbability(images, gpcRegProb, args.number("gpc_reg_fade_kimg")) : null,
		gradientNames: reader.names(`${name}.grad_names`),
		randoms: randomsOf(name, tensors),
	};
}

/** `<run>.random<i>.<kind>` in the order of i. */
function randomsOf(run: string, tensors: ReadonlyMap<string, HostTensor>): Float32Tensor[] {
	const prefix = `${run}.random`;
	const numbered = [...tensors].flatMap(([name, tensor]) => {
		const [index = ""] = name.startsWith(prefix) ? name.slice(prefix.length).split(".") : [];
		return /^\d{1,4}$/.test(index) ? [{ index: Number(index), tensor: expectDType(name, tensor, "float32") }] : [];
	});
	return numbered.sort((a, b) => a.index - b.index).map(({ tensor }) => tensor);
}

/** Metadata whose values are JSON. */
class Metadata {
	readonly #values: ReadonlyMap<string, unknown>;

	constructor(metadata: ReadonlyMap<string, string>) {
		this.#values = new Map([...metadata].map(([key, text]) => [key, parsed(key, text)]));
	}

	value(key: string): unknown {
		return this.#values.get(key) ?? null;
	}

	number(key: string): number {
		const value = this.value(key);
		if (typeof value === "number" && Number.isFinite(value)) return value;
		throw new CheckpointError(`golden: metadata '${key}' is ${JSON.stringify(value)}, want a number`);
	}

	text(key: string): string {
		const value = this.value(key);
		if (typeof value === "string") return value;
		throw new CheckpointError(`golden: metadata '${key}' is ${JSON.stringify(value)}, want a text`);
	}

	names(key: string): string[] {
		const value = this.value(key);
		if (Array.isArray(value) && value.every((name) => typeof name === "string")) return value;
		throw new CheckpointError(`golden: metadata '${key}' is ${JSON.stringify(value)}, want a list of names`);
	}

	record(key: string): Metadata {
		const value = this.value(key);
		if (typeof value !== "object" || value === null) {
			throw new CheckpointError(`golden: metadata '${key}' is ${JSON.stringify(value)}, want a record`);
		}
		const entries = Object.entries(value).map(([name, entry]): [string, string] => [name, JSON.stringify(entry)]);
		return new Metadata(new Map(entries));
	}
}

function parsed(key: string, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (cause) {
		throw new CheckpointError(`golden: metadata '${key}' is no JSON: ${text.slice(0, 60)}`, { cause });
	}
}
