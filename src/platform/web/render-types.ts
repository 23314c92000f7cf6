/** What is used of WebGPU to draw on a canvas; computing needs none of it (see src/host/gpu.ts). */

import type {
	GpuBindGroup,
	GpuBindGroupLayout,
	GpuCommandEncoder,
	GpuDevice,
	GpuShaderModule,
} from "../../host/gpu.ts";

/** An `HTMLCanvasElement` or an `OffscreenCanvas`. */
export interface PaintableCanvas {
	readonly width: number;
	readonly height: number;
	getContext(kind: "webgpu"): CanvasContext | null;
}

export interface CanvasContext {
	configure(options: { readonly device: GpuDevice; readonly format: string; readonly alphaMode: "opaque" }): void;
	unconfigure(): void;
	getCurrentTexture(): { createView(): TextureView };
}

/** Only handed on. */
export interface TextureView {
	readonly label: string;
}

export interface RenderPipeline {
	getBindGroupLayout(index: number): GpuBindGroupLayout;
}

interface RenderPipelineDescriptor {
	readonly label: string;
	readonly layout: "auto";
	readonly vertex: { readonly module: GpuShaderModule; readonly entryPoint: string };
	readonly fragment: {
		readonly module: GpuShaderModule;
		readonly entryPoint: string;
		readonly targets: readonly { readonly format: string }[];
	};
}

interface RenderPassDescriptor {
	readonly colorAttachments: readonly {
		readonly view: TextureView;
		readonly loadOp: "clear";
		readonly storeOp: "store";
	}[];
}

interface RenderPass {
	setPipeline(pipeline: RenderPipeline): void;
	setBindGroup(index: number, group: GpuBindGroup): void;
	draw(vertices: number): void;
	end(): void;
}

export interface RenderEncoder extends GpuCommandEncoder {
	beginRenderPass(descriptor: RenderPassDescriptor): RenderPass;
}

export interface RenderDevice extends GpuDevice {
	createRenderPipelineAsync(descriptor: RenderPipelineDescriptor): Promise<RenderPipeline>;
	createCommandEncoder(descriptor?: { readonly label?: string }): RenderEncoder;
}
