/** Paints tensors of a GPU device on a canvas, without a read-back. For pages and, with an `OffscreenCanvas`, workers. */

import { BUFFER_USAGE, type GpuBuffer, type GpuDevice, type GpuTensor } from "../../host/gpu.ts";
import { RuntimeFailureError, RuntimeUnavailableError, ShapeError } from "../../tensor/errors.ts";
import { formatShape } from "../../tensor/shape.ts";
import { browserGlobals } from "./globals.ts";
import type { CanvasContext, PaintableCanvas, RenderDevice, RenderPipeline } from "./render-types.ts";
import { PAINT_WGSL } from "./shader-sources.ts";

export interface PaintOptions {
	/** Values that become black and white. Default −1 and 1, as images have them; depths and opacities have others. */
	readonly low?: number | undefined;
	readonly high?: number | undefined;
}

export interface CanvasPainter {
	/**
	 * Paints [1, 3, H, W] in colour or [1, 1, H, W] in grey over the whole canvas, enlarged without smoothing; give the
	 * canvas the tensor's size and let the page scale it for smooth pictures. The tensor may be disposed of right after.
	 * Rejects with `ShapeError` or `RuntimeFailureError`.
	 */
	paint(tensor: GpuTensor, options?: PaintOptions): Promise<void>;
	/** Lets the canvas go; the device stays. */
	dispose(): void;
}

/**
 * Takes over a canvas that has no context of another kind yet. Rejects with `RuntimeUnavailableError` where the browser
 * does not give one.
 */
export async function createCanvasPainter(device: GpuDevice, canvas: PaintableCanvas): Promise<CanvasPainter> {
	const context = canvas.getContext("webgpu");
	const format = browserGlobals().navigator.gpu?.getPreferredCanvasFormat();
	if (!context || !format) {
		throw new RuntimeUnavailableError("canvas: the browser gives it no WebGPU context; has it one of another kind?");
	}
	// The cast is the boundary to the browser: every WebGPU device renders, the core just never asks it to.
	const renderer = device as unknown as RenderDevice;
	context.configure({ device, format, alphaMode: "opaque" });
	const module = device.createShaderModule({ label: "paint", code: PAINT_WGSL });
	const pipeline = await renderer.createRenderPipelineAsync({
		label: "paint",
		layout: "auto",
		vertex: { module, entryPoint: "cover" },
		fragment: { module, entryPoint: "paint", targets: [{ format }] },
	});
	const usage = BUFFER_USAGE.uniform | BUFFER_USAGE.copyTarget;
	const uniform = device.createBuffer({ label: "picture", size: 32, usage });
	return {
		paint: async (tensor, options = {}) => {
			device.queue.writeBuffer(uniform, 0, pictureOf(tensor, canvas, options));
			await submit(renderer, context, pipeline, [uniform, tensor.buffer]);
		},
		dispose: () => {
			context.unconfigure();
			uniform.destroy();
		},
	};
}

/** The struct `Picture` of paint.wgsl. */
function pictureOf({ shape }: GpuTensor, canvas: PaintableCanvas, { low = -1, high = 1 }: PaintOptions): ArrayBuffer {
	const [items, channels, height = 0, width = 0] = shape;
	if (shape.length !== 4 || items !== 1 || (channels !== 3 && channels !== 1) || width * height === 0) {
		throw new ShapeError(`paint: tensor ${formatShape(shape)}, want [1, 3, H, W] or [1, 1, H, W]`);
	}
	const bytes = new ArrayBuffer(32);
	new Uint32Array(bytes, 0, 3).set([width, height, channels]);
	new Float32Array(bytes, 12, 4).set([low, high, canvas.width, canvas.height]);
	return bytes;
}

async function submit(
	device: RenderDevice,
	context: CanvasContext,
	pipeline: RenderPipeline,
	buffers: readonly GpuBuffer[],
): Promise<void> {
	device.pushErrorScope("validation");
	const encoder = device.createCommandEncoder({ label: "paint" });
	const pass = encoder.beginRenderPass({
		colorAttachments: [{ view: context.getCurrentTexture().createView(), loadOp: "clear", storeOp: "store" }],
	});
	pass.setPipeline(pipeline);
	const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
	pass.setBindGroup(0, device.createBindGroup({ label: "paint", layout: pipeline.getBindGroupLayout(0), entries }));
	pass.draw(3);
	pass.end();
	device.queue.submit([encoder.finish()]);
	const error = await device.popErrorScope().catch((cause: unknown) => ({ message: String(cause) }));
	if (error) throw new RuntimeFailureError(`paint: ${error.message}`);
}
