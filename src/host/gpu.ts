/**
 * What is used of WebGPU, handed in by a platform: a browser's `GPUDevice`, or Dawn's in Node. The types of the DOM are
 * not loaded, so that no other browser global slips into the core; a real `GPUDevice` fits `GpuDevice` as it is.
 */

import type { Shape } from "../tensor/shape.ts";

/** Bits of `GPUBufferUsage`. */
export const BUFFER_USAGE = {
	mapRead: 0x1,
	copySource: 0x4,
	copyTarget: 0x8,
	uniform: 0x40,
	storage: 0x80,
} as const;

/** `GPUMapMode.READ` */
export const MAP_READ = 0x1;

export interface GpuBuffer {
	/** Bytes. */
	readonly size: number;
	readonly usage: number;
	mapAsync(mode: number, offset?: number, size?: number): Promise<undefined>;
	getMappedRange(offset?: number, size?: number): ArrayBuffer;
	unmap(): void;
	destroy(): void;
}

export interface GpuBindGroupLayout {
	readonly label: string;
}

export interface GpuBindGroup {
	readonly label: string;
}

export interface GpuComputePipeline {
	readonly label: string;
	getBindGroupLayout(index: number): GpuBindGroupLayout;
}

export interface GpuShaderModule {
	readonly label: string;
	getCompilationInfo(): Promise<{ readonly messages: readonly GpuCompilationMessage[] }>;
}

export interface GpuCompilationMessage {
	readonly type: string;
	readonly message: string;
	readonly lineNum: number;
	readonly linePos: number;
}

export interface GpuComputePass {
	setPipeline(pipeline: GpuComputePipeline): void;
	setBindGroup(index: number, group: GpuBindGroup): void;
	dispatchWorkgroups(x: number, y?: number, z?: number): void;
	end(): void;
}

export interface GpuCommandEncoder {
	beginComputePass(descriptor?: { readonly label?: string }): GpuComputePass;
	copyBufferToBuffer(
		source: GpuBuffer,
		sourceOffset: number,
		target: GpuBuffer,
		targetOffset: number,
		size: number,
	): void;
	finish(): GpuCommands;
}

/** Recorded commands; only handed on. */
export interface GpuCommands {
	readonly label: string;
}

export interface GpuQueue {
	submit(commands: readonly GpuCommands[]): void;
	writeBuffer(buffer: GpuBuffer, offset: number, data: ArrayBufferView | ArrayBuffer): void;
	onSubmittedWorkDone(): Promise<undefined>;
}

export interface GpuError {
	readonly message: string;
}

export interface GpuLossInfo {
	readonly reason: string;
	readonly message: string;
}

/** Limits that decide what fits. */
export interface GpuLimits {
	readonly maxBufferSize: number;
	readonly maxStorageBufferBindingSize: number;
	readonly maxComputeWorkgroupsPerDimension: number;
	readonly maxComputeInvocationsPerWorkgroup: number;
	readonly maxComputeWorkgroupSizeX: number;
	readonly maxComputeWorkgroupStorageSize: number;
	readonly maxStorageBuffersPerShaderStage: number;
}

interface BindGroupDescriptor {
	readonly label?: string;
	readonly layout: GpuBindGroupLayout;
	readonly entries: readonly {
		readonly binding: number;
		readonly resource: { readonly buffer: GpuBuffer; readonly offset?: number; readonly size?: number };
	}[];
}

interface ComputePipelineDescriptor {
	readonly label?: string;
	readonly layout: "auto";
	readonly compute: {
		readonly module: GpuShaderModule;
		readonly entryPoint: string;
		readonly constants?: Readonly<Record<string, number>>;
	};
}

export interface GpuDevice {
	readonly limits: GpuLimits;
	readonly queue: GpuQueue;
	/** Settles when the device is gone, and only then. */
	readonly lost: Promise<GpuLossInfo>;
	createBuffer(descriptor: { readonly label?: string; readonly size: number; readonly usage: number }): GpuBuffer;
	createShaderModule(descriptor: { readonly label?: string; readonly code: string }): GpuShaderModule;
	createComputePipelineAsync(descriptor: ComputePipelineDescriptor): Promise<GpuComputePipeline>;
	createBindGroup(descriptor: BindGroupDescriptor): GpuBindGroup;
	createCommandEncoder(descriptor?: { readonly label?: string }): GpuCommandEncoder;
	pushErrorScope(filter: "validation" | "out-of-memory" | "internal"): void;
	popErrorScope(): Promise<GpuError | null>;
	destroy(): void;
}

/** A float32 tensor that lies on the GPU, row-major from the start of a storage buffer, which may be longer. */
export interface GpuTensor {
	readonly shape: Shape;
	readonly buffer: GpuBuffer;
	/** Frees the buffer, or gives it back to whom it belongs. Using the tensor afterwards is an error. */
	dispose(): void;
}
