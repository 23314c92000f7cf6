import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { cpuRuntime } from "../../../test/golden/training-case.ts";
import {
	publishedOptions,
	TINY_RESOLUTION,
	tinyImages,
	tinyLabels,
	tinyNetworks,
} from "../../../test/support/tiny-training.ts";
import { readCheckpoint } from "../../checkpoint/read-checkpoint.ts";
import { checkpointToSafetensors } from "../../checkpoint/safetensors-checkpoint.ts";
import type { Dataset } from "../../data/dataset.ts";
import { bytesInMemory } from "../../host/byte-source.ts";
import { DivergedError } from "../../tensor/errors.ts";
import { float32Tensor, hostTensor } from "../../tensor/host-tensor.ts";
import { RandomState } from "../../tensor/random-state.ts";
import type { TrainedWeights } from "../networks/training-networks.ts";
import { openPhaseRunner, type PhaseRunner } from "../phases/run-phase.ts";
import type { StepOptions } from "../settings.ts";
import { initialState } from "../step.ts";
import { TrainingData } from "./training-data.ts";
import { runTraining, type TickReport, type TrainingRun } from "./training-loop.ts";
import { describeTraining, readTraining, type SavedTraining } from "./training-state.ts";

const BATCH = 4;
const ITEMS = 10;

/** Noise with cameras in a row. */
function tinyDataset(): Dataset {
	const pixels = tinyImages(ITEMS).data.map((value) => Math.floor((value + 1) * 127.5));
	const size = 3 * TINY_RESOLUTION ** 2;
	const labels = tinyLabels(ITEMS);
	const label = (index: number) => float32Tensor([25], labels.data.slice(index * 25, (index + 1) * 25));
	return {
		...{ name: "tiny", length: ITEMS, imageCount: ITEMS, resolution: TINY_RESOLUTION, hasLabels: true, label },
		item: async (index) => {
			const data = Uint8Array.from(pixels.subarray(index * size, (index + 1) * size));
			const image = hostTensor("uint8", [3, TINY_RESOLUTION, TINY_RESOLUTION], data);
			return { index, name: `${index}.png`, mirrored: false, image, label: label(index) };
		},
	};
}

/** A tick is 12 images, a snapshot comes every other tick. */
const OPTIONS = publishedOptions(BATCH, 8, {
	...{ blurFadeKimg: 0, gpcRegFadeKimg: 1 },
	...{ kimg: 0.048, tick: 0.012, snap: 2, saveMinutes: 1e9 },
});

/** Whatever the discriminator says, it is above the target. */
const ADAPTIVE: StepOptions = { ...OPTIONS, aug: "ada", target: -2, adaKimg: 0.16 };

interface Told {
	readonly ticks: TickReport[];
	readonly snapshots: number[];
	/** Bytes of the states that were saved. */
	readonly states: Uint8Array[];
}

/** A dozen steps take a second or two; the machine may be busy. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describe("runTraining", () => {
	let runner: PhaseRunner;
	beforeAll(async () => {
		runner = await openPhaseRunner(await cpuRuntime());
	});
	afterAll(() => runner.dispose());

	/** A run from its beginning or a saved state. */
	function prepare(saved: SavedTraining | null, changes: Partial<TrainingRun> = {}) {
		const told: Told = { ticks: [], snapshots: [], states: [] };
		const state = saved?.state ?? initialState(tinyNetworks(), new RandomState(3));
		const progress = saved?.progress ?? { tick: 0, tickStart: 0, seconds: 0 };
		const data = new TrainingData(tinyDataset(), BATCH, saved?.sampler ?? 7);
		let now = 0;
		const run: TrainingRun = {
			...{ state, progress, data, options: OPTIONS, runner },
			clock: () => now++,
			listener: {
				onTick: async (report) => void told.ticks.push(report),
				onSnapshot: async () => void told.snapshots.push(state.images),
				onSave: async () => {
					const chunks = checkpointToSafetensors(describeTraining({ state, progress, sampler: data.snapshot() }));
					told.states.push(Buffer.concat(chunks));
				},
			},
			...changes,
		};
		return { run, told };
	}

	async function read(bytes: Uint8Array | undefined): Promise<SavedTraining> {
		return readTraining(await readCheckpoint(bytesInMemory("state", bytes ?? new Uint8Array())));
	}

	it("reports the first step and every tick, and asks for snapshots and saves when they are due", async () => {
		const { run, told } = prepare(null);
		expect(await runTraining(run)).toBe("finished");
		expect(told.ticks.map(({ images }) => images)).toEqual([4, 16, 28, 40, 48]);
		expect(told.ticks.map(({ tick }) => tick)).toEqual([0, 1, 2, 3, 4]);
		expect(told.snapshots).toEqual([4, 28, 48]);
		expect(told.states).toHaveLength(3);
		const [first, second] = told.ticks;
		expect(first?.secondsLeft).toBeNull();
		expect(second?.statistics.get("Loss/D/loss")?.num).toBe(12);
		expect(second?.secondsLeft).toBeCloseTo((32 / 12) * (second?.tickSeconds ?? 0));
		expect(Object.values(first?.shares ?? {}).every((share) => share > 0 && share < 1)).toBe(true);
		expect(Object.keys(first?.shares ?? {}).sort()).toEqual(["Dmain", "Dreg", "Gmain", "Greg", "data"]);
	});

	it.each<[string, StepOptions]>([
		["as published", OPTIONS],
		["with adaptive augmentation", ADAPTIVE],
	])("continues from a saved state as if it had not stopped, bit for bit, %s", async (_, options) => {
		const whole = prepare(null, { options });
		await runTraining(whole.run);
		const stop = new AbortController();
		const { run, told } = prepare(null, { options, signal: stop.signal });
		const stopping = {
			...run,
			listener: { ...run.listener, onStep: (images: number) => images === 20 && stop.abort() },
		};
		expect(await runTraining(stopping as TrainingRun)).toBe("stopped");
		const rest = prepare(await read(told.states.at(-1)), { options });
		expect(rest.run.state.images).toBe(20);
		expect(await runTraining(rest.run)).toBe("finished");
		expect(rest.told.ticks.map(({ tick, images }) => [tick, images])).toEqual([
			...[
				[2, 28],
				[3, 40],
				[4, 48],
			],
		]);
		const last = await read(rest.told.states.at(-1));
		const wanted = await read(whole.told.states.at(-1));
		expect(bits(last)).toEqual(bits(wanted));
		expect({ ...last.progress, seconds: 0 }).toEqual({ ...wanted.progress, seconds: 0 });
		expect(last.sampler).toEqual(wanted.sampler);
		expect(last.state.augment).toEqual(wanted.state.augment);
		// 12 steps, adjusted after steps 0, 4 and 8 by 4 · 4 / 160
		expect(last.state.augment.probability).toBeCloseTo(options.aug === "ada" ? 0.3 : 0, 10);
		expect(last.state.random.snapshot()).toEqual(wanted.state.random.snapshot());
	});

	it("saves in between when time has passed", async () => {
		const { run, told } = prepare(null, {
			options: { ...OPTIONS, kimg: 0.012, tick: 1, snap: 0, saveMinutes: 3 / 60 },
		});
		await runTraining(run);
		expect(told.snapshots).toEqual([12]);
		expect(told.states).toHaveLength(3);
	});

	it("stops at a loss that is no number, and saves nothing after it", async () => {
		const { run, told } = prepare(null);
		const spoil = (images: number): void => {
			if (images === 8) run.state.networks.generator.weights.get("decoder.net.0.bias")?.data.fill(Number.NaN);
		};
		const spoiled = { ...run, listener: { ...run.listener, onStep: spoil } };
		await expect(runTraining(spoiled)).rejects.toThrow(DivergedError);
		await expect(runTraining(spoiled)).rejects.toThrow(/'Loss\/scores\/fake' is NaN in phase Gmain of step 2/);
		expect(told.states).toHaveLength(1);
		expect((await read(told.states[0])).state.images).toBe(4);
	});

	it("does not save weights that are not finite", async () => {
		const { run, told } = prepare(null, { options: { ...OPTIONS, kimg: 0.004 } });
		const strength = run.state.average.get("decoder.net.0.bias");
		const spoil = (): void => void strength?.data.fill(Number.POSITIVE_INFINITY);
		await expect(runTraining({ ...run, listener: { ...run.listener, onStep: spoil } })).rejects.toThrow(
			/'decoder\.net\.0\.bias' has numbers that are not finite after step 1/,
		);
		expect(told.states).toEqual([]);
	});
});

/** Every number of a state, by network and name. */
function bits({ state }: SavedTraining): Record<string, Float32Array> {
	const { networks, average, generatorMoments, discriminatorMoments } = state;
	const named = (prefix: string, weights: TrainedWeights): [string, Float32Array][] =>
		[...weights].map(([name, { data }]) => [`${prefix}${name}`, data]);
	const moments = [...generatorMoments, ...discriminatorMoments].flatMap(([name, { mean, square, steps }]) => [
		[`${name}.mean`, mean] as const,
		[`${name}.square`, square] as const,
		[`${name}.steps`, Float32Array.of(steps)] as const,
	]);
	return Object.fromEntries([
		...named("G.", networks.generator.weights),
		...named("D.", networks.discriminator.weights),
		...named("G_ema.", average),
		...moments,
	]);
}
