/**
 * Pixels of an image that lies on the GPU: a shader makes them, so that a third of the bytes is read back and the worker
 * converts nothing.
 *
 * Tried: drawing onto an `OffscreenCanvas` of the same device and handing its bitmap to the page, with nothing read back.
 * After the first bitmap Chromium 156 on SwiftShader reports the device as destroyed.
 */

import type { GpuDevice, GpuTensor } from "triplane/host";
import type { Rgba } from "./colour-maps.ts";
import shader from "./gpu-picture.wgsl?raw";

/** Bits of `GPUBufferUsage`, and `GPUMapMode.READ`, which the DOM's types do not name. */
const USAGE = { mapRead: 0x1, copySource: 0x4, copyTarget: 0x8, storage: 0x80 } as const;
const MAP_READ = 0x1;
/** Pixels of one workgroup, along a line; as in the shader. */
const WORKGROUP = 64;
/** Workgroups of one row: a device takes 65,535 of them along a line. */
const ROW = 1024;

export class GpuPicture {
	readonly #device: GPUDevice;
	readonly #pipeline: GPUComputePipeline;

	constructor(device: GpuDevice) {
		// The library's own type is the part of a browser's device that it uses; here it is a browser's.
		this.#device = device as unknown as GPUDevice;
		const module = this.#device.createShaderModule({ label: "picture", code: shader });
		this.#pipeline = this.#device.createComputePipeline({
			label: "picture",
			layout: "auto",
			compute: { module, entryPoint: "pixels" },
		});
	}

	/** @param image  [1, 3, R, R], about [−1, 1] */
	async pixels(image: GpuTensor): Promise<Rgba> {
		const area = (image.shape[2] ?? 0) * (image.shape[3] ?? 0);
		const packed = this.#device.createBuffer({
			label: "pixels",
			size: area * 4,
			usage: USAGE.storage | USAGE.copySource,
		});
		const staging = this.#device.createBuffer({
			label: "pixels",
			size: area * 4,
			usage: USAGE.mapRead | USAGE.copyTarget,
		});
		try {
			this.#submit(image.buffer as unknown as GPUBuffer, packed, staging, area);
			await staging.mapAsync(MAP_READ);
			return new Uint8ClampedArray(staging.getMappedRange().slice(0));
		} finally {
			packed.destroy();
			staging.destroy();
		}
	}

	#submit(image: GPUBuffer, packed: GPUBuffer, staging: GPUBuffer, area: number): void {
		const bindings = this.#device.createBindGroup({
			layout: this.#pipeline.getBindGroupLayout(0),
			entries: [
				{ binding: 0, resource: { buffer: image, size: area * 12 } },
				{ binding: 1, resource: { buffer: packed } },
			],
		});
		const encoder = this.#device.createCommandEncoder({ label: "picture" });
		const pass = encoder.beginComputePass();
		pass.setPipeline(this.#pipeline);
		pass.setBindGroup(0, bindings);
		const groups = Math.ceil(area / WORKGROUP);
		const across = Math.min(groups, ROW);
		pass.dispatchWorkgroups(across, Math.ceil(groups / across));
		pass.end();
		encoder.copyBufferToBuffer(packed, 0, staging, 0, area * 4);
		this.#device.queue.submit([encoder.finish()]);
	}
}
