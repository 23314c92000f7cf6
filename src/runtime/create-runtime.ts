/**
 * Chooses a device and runs ONNX models on it.
 *
 * A device that was asked for by name and does not work is an error that says what is missing. "auto" tries the
 * candidates in order, best first, and remembers why it passed over the better ones.
 */

import type { InferenceSession, Tensor } from "onnxruntime-common";
import type { GpuDevice, GpuTensor } from "../host/gpu.ts";
import type { CompiledGraph, Device, DeviceRequest, InferenceRuntime } from "../host/inference-runtime.ts";
import { InputError, RuntimeFailureError, RuntimeUnavailableError } from "../tensor/errors.ts";
import { float32Tensor, type HostTensor } from "../tensor/host-tensor.ts";
import { sharesBuffers } from "./gpu-sharing.ts";
import { LossWatch } from "./loss-watch.ts";
import type { DeviceCandidate, OrtModule, OrtPlatform } from "./ort-module.ts";
import { downloaded, gpuFromOrt, toOrt } from "./tensor-exchange.ts";

export interface RuntimeOptions {
	readonly device?: DeviceRequest | undefined;
	/** Threads of the CPU provider; default: one per core. */
	readonly threads?: number | undefined;
	/**
	 * Whether threads of the CPU provider go on looking for work for a while when they have none, which is quicker where
	 * the cores have nothing else to do, and much slower where they have. Default true.
	 */
	readonly spinning?: boolean | undefined;
}

/** A runtime and how its device was found. */
export interface ChosenRuntime extends InferenceRuntime {
	/** Better devices that "auto" passed over, and why. */
	readonly passedOver: readonly DeviceFinding[];
}

/** Whether a device works, tried and not guessed. */
export interface DeviceFinding {
	readonly device: Device;
	readonly works: boolean;
	readonly note: string;
}

/** The ONNX model y = -x over one float, as bytes: the cheapest proof that a device works. */
// biome-ignore format: one run of bytes
const PROBE_MODEL = Uint8Array.of(
	8,8,66,2,16,17,58,54,10,11,10,1,120,18,1,121,34,3,78,101,103,18,5,112,114,111,98,101,90,15,10,1,120,18,10,10,8,8,1,18,4,10,2,8,1,98,15,10,1,121,18,10,10,8,8,1,18,4,10,2,8,1,
);

/**
 * Picks a device and returns a runtime on it.
 * Throws `RuntimeUnavailableError` when the device asked for (or, for "auto", every device) does not work, and
 * `InputError` when `threads` is not a positive integer.
 */
export async function createRuntime(platform: OrtPlatform, options: RuntimeOptions = {}): Promise<ChosenRuntime> {
	const { device = "auto", threads = platform.defaultThreads, spinning = true } = options;
	if (threads !== undefined && !(Number.isInteger(threads) && threads >= 1 && threads <= 1024)) {
		throw new InputError(`threads: ${threads}, want a whole number from 1 to 1024`);
	}
	const passedOver: DeviceFinding[] = [];
	for (const candidate of candidatesFor(platform, device)) {
		const finding = await probe(platform.module, candidate);
		if (finding.works) return await runtimeOn(platform.module, candidate, { threads, spinning }, passedOver);
		passedOver.push(finding);
	}
	const why = passedOver.map((finding) => `${finding.device}: ${finding.note}`).join("; ");
	throw new RuntimeUnavailableError(
		`device ${device}: not available here (${why || "unknown to this platform"}). ${platform.advice}`,
	);
}

/** On a device that works; with its buffers going in and out where they do. */
async function runtimeOn(
	module: OrtModule,
	candidate: DeviceCandidate,
	threads: ThreadOptions,
	passedOver: readonly DeviceFinding[],
): Promise<ChosenRuntime> {
	const runtime = new OrtRuntime(module, candidate, threads, passedOver);
	const { gpu } = runtime;
	if (gpu === undefined) return runtime;
	const shared = await sharesBuffers({ gpu, compile: (name, model) => runtime.compile(name, model) }, PROBE_MODEL);
	return shared ? runtime : new OrtRuntime(module, { ...candidate, gpu: undefined }, threads, passedOver);
}

/** Tries every device that the platform knows. */
export async function findDevices(platform: OrtPlatform): Promise<DeviceFinding[]> {
	const findings: DeviceFinding[] = [];
	for (const candidate of platform.candidates) findings.push(await probe(platform.module, candidate));
	return findings;
}

function candidatesFor({ candidates }: OrtPlatform, device: DeviceRequest): readonly DeviceCandidate[] {
	if (device === "auto") return candidates.filter((candidate) => candidate.auto);
	return candidates.filter((candidate) => candidate.device === device);
}

async function probe(module: OrtModule, candidate: DeviceCandidate): Promise<DeviceFinding> {
	const { device, note } = candidate;
	const runtime = new OrtRuntime(module, { ...candidate, gpu: undefined }, { threads: 1, spinning: true }, []);
	try {
		const graph = await runtime.compile("probe", PROBE_MODEL);
		try {
			await graph.run({ x: float32Tensor([1], [1]) });
		} finally {
			await graph.dispose();
		}
		return { device, works: true, note };
	} catch (error) {
		return { device, works: false, note: `${note}; ${firstLine(error)}` };
	}
}

interface ThreadOptions {
	readonly threads: number | undefined;
	readonly spinning: boolean;
}

class OrtRuntime implements ChosenRuntime {
	readonly device: Device;
	readonly gpu: GpuDevice | undefined;
	readonly passedOver: readonly DeviceFinding[];
	readonly #module: OrtModule;
	readonly #loss: LossWatch;
	readonly #sessionOptions: InferenceSession.SessionOptions;

	constructor(
		module: OrtModule,
		{ device, provider = device, gpu, lost }: DeviceCandidate,
		{ threads, spinning }: ThreadOptions,
		passedOver: readonly DeviceFinding[],
	) {
		this.#module = module;
		this.gpu = gpu;
		this.#loss = new LossWatch(lost);
		this.device = device;
		this.passedOver = passedOver;
		this.#sessionOptions = {
			executionProviders: [provider],
			graphOptimizationLevel: "all",
			// The second run would plan one block for all intermediate results, beside the memory that the first one holds:
			// 0.8 GB more for super-resolution to 512², and not quicker.
			enableMemPattern: false,
			logSeverityLevel: 4,
			...(gpu === undefined ? {} : { preferredOutputLocation: "gpu-buffer" as const }),
			...(threads === undefined ? {} : { intraOpNumThreads: threads }),
			...(spinning ? {} : { extra: { session: { intra_op: { allow_spinning: "0" } } } }),
		};
	}

	async compile(name: string, model: Uint8Array): Promise<CompiledGraph> {
		try {
			const session = await this.#loss.guard(this.#module.InferenceSession.create(model, this.#sessionOptions));
			const graph = compiled(this.#module, name, session, this.#loss);
			return this.gpu === undefined ? { run: graph.run, dispose: graph.dispose } : graph;
		} catch (error) {
			throw new RuntimeFailureError(`${this.device}: cannot compile the graph '${name}': ${firstLine(error)}`, {
				cause: error,
			});
		}
	}
}

function compiled(module: OrtModule, name: string, session: InferenceSession, loss: LossWatch): CompiledGraph {
	const run = async <T>(
		feeds: Readonly<Record<string, HostTensor | GpuTensor>>,
		take: (key: string, output: Tensor) => T | Promise<T>,
	): Promise<Record<string, T>> => {
		try {
			const inputs = Object.entries(feeds).map(([key, tensor]) => [key, toOrt(module, key, tensor)] as const);
			const outputs = await loss.guard(session.run(Object.fromEntries(inputs)));
			const results: [string, T][] = [];
			for (const [key, output] of Object.entries(outputs)) results.push([key, await take(key, output)]);
			return Object.fromEntries(results);
		} catch (error) {
			throw new RuntimeFailureError(`graph '${name}': ${firstLine(error)}`, { cause: error });
		}
	};
	return {
		run: (feeds) => run(feeds, (key, output) => loss.guard(downloaded(key, output))),
		runOnGpu: (feeds) => run(feeds, gpuFromOrt),
		dispose: () => session.release(),
	};
}

function firstLine(error: unknown): string {
	const text = error instanceof Error ? error.message : String(error);
	return (text.split("\n")[0] ?? "").slice(0, 400);
}
