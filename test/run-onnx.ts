/** Runs ONNX bytes on ONNX Runtime, without anything of `src/runtime` in between. */

import { InferenceSession, Tensor } from "onnxruntime-node";
import type { ArrayOf, DType } from "../src/tensor/dtype.ts";
import { type HostTensor, hostTensor } from "../src/tensor/host-tensor.ts";

/** `webgpu` refuses models with a node that WebGPU's provider would leave to the CPU. */
export type TestDevice = "cpu" | "webgpu";

/** The outputs of a model by name, on one thread. Values of `feeds` that the model has no input for are left out. */
export async function runOnnx(
	model: Uint8Array,
	feeds: Readonly<Record<string, HostTensor>> = {},
	device: TestDevice = "cpu",
): Promise<Record<string, HostTensor>> {
	const session = await InferenceSession.create(model, {
		executionProviders: [device],
		intraOpNumThreads: 1,
		logSeverityLevel: device === "cpu" ? 3 : 4, // a refusal is logged as an error besides being thrown
		extra: { session: { disable_cpu_ep_fallback: device === "cpu" ? "0" : "1" } },
	});
	try {
		const wanted = Object.entries(feeds).filter(([name]) => session.inputNames.includes(name));
		const results = await session.run(Object.fromEntries(wanted.map(([name, tensor]) => [name, toOrt(tensor)])));
		return Object.fromEntries(session.outputNames.map((name) => [name, fromOrt(name, results[name])]));
	} finally {
		await session.release();
	}
}

function toOrt({ dtype, shape, data }: HostTensor): Tensor {
	return new Tensor(dtype as Tensor.Type, data as Tensor.DataType, shape);
}

function fromOrt(name: string, tensor: Tensor | undefined): HostTensor {
	if (!tensor) throw new Error(`runOnnx: the model returned no '${name}'`);
	const dtype = tensor.type as DType;
	return hostTensor(dtype, tensor.dims, tensor.data as ArrayOf<typeof dtype>);
}
