/**
 * A GPU device at work for the renderer: buffers, uploads, read-backs, and errors that reach the caller.
 *
 * WebGPU reports errors beside the calls that made them. Everything recorded here runs inside error scopes, which are
 * opened and closed without a pause in between, since the device may be shared with ONNX Runtime.
 */

import {
	BUFFER_USAGE,
	type GpuBuffer,
	type GpuCommandEncoder,
	type GpuDevice,
	MAP_READ,
} from "../../../../host/gpu.ts";
import { LossWatch } from "../../../../runtime/loss-watch.ts";
import { RuntimeFailureError } from "../../../../tensor/errors.ts";

const SCOPES = ["internal", "out-of-memory", "validation"] as const;

const HINTS: Readonly<Record<(typeof SCOPES)[number], string>> = {
	internal: "the driver refused; try renderer 'wasm'",
	"out-of-memory": "the GPU's memory is full; render fewer rays or samples, or use renderer 'wasm'",
	validation: "this is a mistake of ours, please report it",
};

export class GpuEngine {
	readonly device: GpuDevice;
	readonly #loss: LossWatch;

	constructor(device: GpuDevice) {
		this.device = device;
		this.#loss = new LossWatch(
			device.lost.then(
				({ reason, message }) =>
					new RuntimeFailureError(
						`wgsl renderer: the GPU device was lost (${reason}: ${message}). Make a new renderer`,
					),
			),
		);
	}

	/** A buffer that shaders read and write, and that can be copied from and to. */
	storage(label: string, bytes: number): GpuBuffer {
		const { storage, copySource, copyTarget } = BUFFER_USAGE;
		return this.device.createBuffer({ label, size: roundUp(bytes), usage: storage | copySource | copyTarget });
	}

	/** A storage buffer with this content. */
	upload(label: string, data: Float32Array): GpuBuffer {
		const buffer = this.storage(label, data.byteLength);
		this.device.queue.writeBuffer(buffer, 0, data);
		return buffer;
	}

	/** A uniform buffer; every value takes four bytes, whole numbers where `isWhole` says so. */
	uniform(label: string, values: readonly UniformValue[]): GpuBuffer {
		const bytes = new DataView(new ArrayBuffer(Math.ceil(values.length / 4) * 16));
		values.forEach((value, i) => {
			if (typeof value === "number") bytes.setUint32(4 * i, value, true);
			else bytes.setFloat32(4 * i, value.float, true);
		});
		const usage = BUFFER_USAGE.uniform | BUFFER_USAGE.copyTarget;
		const buffer = this.device.createBuffer({ label, size: bytes.byteLength, usage });
		this.device.queue.writeBuffer(buffer, 0, bytes.buffer);
		return buffer;
	}

	/**
	 * Runs `work`, which creates and records, and submits what it recorded. Resolves when the device has accepted it, not
	 * when it is done. Rejects with `RuntimeFailureError`.
	 */
	async submit<T>(what: string, work: (encoder: GpuCommandEncoder) => T): Promise<T> {
		this.#loss.throwIfLost();
		for (const scope of SCOPES) this.device.pushErrorScope(scope);
		let errors: Promise<void>;
		let result: T;
		try {
			const encoder = this.device.createCommandEncoder({ label: what });
			result = work(encoder);
			this.device.queue.submit([encoder.finish()]);
		} finally {
			errors = this.#closeScopes(what);
		}
		await errors;
		return result;
	}

	/** Waits until everything submitted so far is done. */
	async done(): Promise<void> {
		await this.guard(this.device.queue.onSubmittedWorkDone());
	}

	/** Copies buffers to the host. */
	async read(what: string, sources: readonly GpuBuffer[], lengths: readonly number[]): Promise<Float32Array[]> {
		const total = lengths.reduce((sum, length) => sum + 4 * length, 0);
		const usage = BUFFER_USAGE.mapRead | BUFFER_USAGE.copyTarget;
		const staging = await this.submit(what, (encoder) => {
			const buffer = this.device.createBuffer({ label: what, size: roundUp(total), usage });
			let offset = 0;
			sources.forEach((source, i) => {
				const bytes = 4 * (lengths[i] ?? 0);
				if (bytes > 0) encoder.copyBufferToBuffer(source, 0, buffer, offset, bytes);
				offset += bytes;
			});
			return buffer;
		});
		try {
			await this.guard(staging.mapAsync(MAP_READ));
			const all = new Float32Array(staging.getMappedRange().slice(0, total));
			const starts = lengths.map((_, i) => lengths.slice(0, i).reduce((sum, length) => sum + length, 0));
			return starts.map((start, i) => all.subarray(start, start + (lengths[i] ?? 0)));
		} finally {
			staging.destroy();
		}
	}

	/** Waits for the device; rejects with `RuntimeFailureError` when it fails, ends or is lost. */
	async guard<T>(work: Promise<T>): Promise<T> {
		try {
			return await this.#loss.guard(work);
		} catch (cause) {
			if (cause instanceof RuntimeFailureError) throw cause;
			const reason = cause instanceof Error ? cause.message : String(cause);
			throw new RuntimeFailureError(`wgsl renderer: the GPU fails: ${reason}. Make a new renderer, or use 'wasm'`, {
				cause,
			});
		}
	}

	/** Closes the scopes that `submit` opened, at once; rejects with the first error in them. */
	async #closeScopes(what: string): Promise<void> {
		const ends = SCOPES.toReversed().map(async (scope) => ({ scope, error: await this.device.popErrorScope() }));
		for (const { scope, error } of await this.guard(Promise.all(ends))) {
			if (error) throw new RuntimeFailureError(`wgsl renderer: ${what}: ${error.message} (${scope}: ${HINTS[scope]})`);
		}
	}
}

/** A whole number, or a number that goes as float32. */
export type UniformValue = number | { readonly float: number };

/** Buffers have at least one vector, and whole ones. */
function roundUp(bytes: number): number {
	return Math.max(Math.ceil(bytes / 16) * 16, 16);
}

/** Buffers that end together, when the GPU has no more use for them: destroying is ordered behind what was submitted. */
export class BufferScope {
	readonly #buffers: GpuBuffer[] = [];

	keep<T extends GpuBuffer>(buffer: T): T {
		this.#buffers.push(buffer);
		return buffer;
	}

	release(): void {
		for (const buffer of this.#buffers.splice(0)) buffer.destroy();
	}
}
