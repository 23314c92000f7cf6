/** What a canvas painter paints, read back. For pages of tests. */

import type { GpuBuffer, GpuCommandEncoder, GpuDevice, GpuTensor } from "../../src/host/gpu.ts";
import type { CanvasContext, TextureView } from "../../src/platform/web/render-types.ts";
import { createCanvasPainter } from "../../src/web.ts";

interface Texture {
	createView(): TextureView;
}

/** The part of a device that makes textures and reads them; the types of the DOM are not loaded. */
interface TextureDevice extends GpuDevice {
	createTexture(descriptor: { size: readonly number[]; format: string; usage: number }): Texture;
}

interface TextureEncoder extends GpuCommandEncoder {
	copyTextureToBuffer(
		source: { readonly texture: Texture },
		target: { readonly buffer: GpuBuffer; readonly bytesPerRow: number },
		size: readonly number[],
	): void;
}

/** `RENDER_ATTACHMENT` and `COPY_SRC` of `GPUTextureUsage`. */
const TEXTURE_USAGE = 0x11;
/** `MAP_READ` and `COPY_DST` of `GPUBufferUsage`. */
const STAGING_USAGE = 0x9;
/** Rows of textures are copied in steps of so many bytes. */
const ROW_BYTES = 256;

/**
 * RGB of a picture of at most 64 columns. The canvas is one in name only, with a texture behind it: drawing on a real one
 * ends Chromium's GPU process where SwiftShader is its adapter (docs/decisions/wgsl-renderer.md).
 */
export async function painted(device: GpuDevice, tensor: GpuTensor): Promise<number[]> {
	const [height = 0, width = 0] = tensor.shape.slice(2);
	const made: { texture: Texture; format: string }[] = [];
	const context: CanvasContext = {
		configure: ({ format }) => {
			const descriptor = { size: [width, height], format, usage: TEXTURE_USAGE };
			// The cast is the boundary to the browser.
			made.push({ format, texture: (device as unknown as TextureDevice).createTexture(descriptor) });
		},
		unconfigure: () => {},
		getCurrentTexture: () => first(made).texture,
	};
	const painter = await createCanvasPainter(device, { width, height, getContext: () => context });
	await painter.paint(tensor);
	painter.dispose();
	const { texture, format } = first(made);
	const staging = device.createBuffer({ size: ROW_BYTES * height, usage: STAGING_USAGE });
	const encoder = device.createCommandEncoder() as unknown as TextureEncoder;
	encoder.copyTextureToBuffer({ texture }, { buffer: staging, bytesPerRow: ROW_BYTES }, [width, height]);
	device.queue.submit([encoder.finish()]);
	await staging.mapAsync(1);
	return rgbOf(new Uint8Array(staging.getMappedRange()), width, height, format === "bgra8unorm");
}

function rgbOf(bytes: Uint8Array, width: number, height: number, isBgra: boolean): number[] {
	const order = isBgra ? [2, 1, 0] : [0, 1, 2];
	return Array.from({ length: 3 * width * height }, (_, i) => {
		const pixel = Math.floor(i / 3);
		const at = Math.floor(pixel / width) * ROW_BYTES + (pixel % width) * 4;
		return bytes[at + (order[i % 3] ?? 0)] ?? 0;
	});
}

function first<T>(items: readonly T[]): T {
	const [item] = items;
	if (item === undefined) throw new Error("the painter did not configure its canvas");
	return item;
}
