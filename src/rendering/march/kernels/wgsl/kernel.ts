/** A compiled shader: made once from a name, source text and constants, then bound to buffers and dispatched. */

import type { GpuBuffer, GpuCommandEncoder, GpuComputePipeline } from "../../../../host/gpu.ts";
import { RuntimeFailureError } from "../../../../tensor/errors.ts";
import type { GpuEngine } from "./gpu-engine.ts";

/** Invocations of a workgroup, in all shaders: a whole number of hardware waves on every GPU, and a power of two. */
export const LANES = 64;

export interface KernelSource {
	readonly name: string;
	/** Chunks of WGSL. */
	readonly chunks: readonly string[];
	/** Whole numbers that the text names as constants. */
	readonly constants: Readonly<Record<string, number>>;
	readonly entryPoint?: string | undefined;
}

export interface Kernel {
	/** Records one dispatch; buffer i is binding i. */
	dispatch(encoder: GpuCommandEncoder, buffers: readonly GpuBuffer[], workgroups: Workgroups): void;
}

export interface Workgroups {
	readonly x: number;
	readonly y: number;
}

/** Compiles a shader. Rejects with `RuntimeFailureError`, which has the compiler's words. */
export async function makeKernel(engine: GpuEngine, source: KernelSource): Promise<Kernel> {
	const { name, chunks, entryPoint = "main" } = source;
	const constants = Object.entries({ LANES, ...source.constants }).map(([key, value]) => `const ${key} = ${value}u;\n`);
	const code = [...constants, ...chunks].join("\n");
	const module = engine.device.createShaderModule({ label: name, code });
	try {
		const making = engine.device.createComputePipelineAsync({
			label: name,
			layout: "auto",
			compute: { module, entryPoint },
		});
		return kernelOf(engine, name, await engine.guard(making));
	} catch (cause) {
		const { messages } = await engine.guard(module.getCompilationInfo());
		const words = messages.map(({ lineNum, message }) => `line ${lineNum}: ${message}`).join("; ");
		throw new RuntimeFailureError(
			`wgsl renderer: the shader '${name}' does not compile: ${words || String(cause)}. Use renderer 'wasm'`,
			{ cause },
		);
	}
}

function kernelOf(engine: GpuEngine, name: string, pipeline: GpuComputePipeline): Kernel {
	const layout = pipeline.getBindGroupLayout(0);
	return {
		dispatch: (encoder, buffers, { x, y }) => {
			const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
			const pass = encoder.beginComputePass({ label: name });
			pass.setPipeline(pipeline);
			pass.setBindGroup(0, engine.device.createBindGroup({ label: name, layout, entries }));
			pass.dispatchWorkgroups(x, y);
			pass.end();
		},
	};
}

/** So many workgroups as rows of at most what the device allows. */
export function workgroupsFor(engine: GpuEngine, count: number): Workgroups {
	const x = Math.min(Math.max(count, 1), engine.device.limits.maxComputeWorkgroupsPerDimension);
	return { x, y: Math.max(Math.ceil(count / x), 1) };
}
