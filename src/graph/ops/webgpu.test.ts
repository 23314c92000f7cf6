import { expect, it } from "vitest";
import { expectClose } from "../../../test/assert-close.ts";
import { OP_CASES } from "../../../test/op-cases.ts";
import { runOnnx } from "../../../test/run-onnx.ts";
import { describeOnGpu } from "../../../test/skip.ts";
import { exact, f32Elementwise, type Tolerance, wgslTrigonometry } from "../../../test/tolerances.ts";
import type { HostTensor } from "../../tensor/host-tensor.ts";
import { createGraph } from "../create.ts";
import { evaluate } from "../evaluate.ts";
import { WEBGPU_OPSET } from "../onnx/messages.ts";
import { serializeOnnx } from "../onnx/model.ts";
import type { SymbolicTensor } from "../symbolic.ts";
import type { OpName } from "./attributes.ts";

/** What ONNX Runtime's WebGPU provider leaves to the CPU, and why. */
const LEFT_TO_CPU: Partial<Record<OpName, string>> = {
	scatterAddRows: "no Expand of int64 indices",
};

const NAMES = Object.keys(OP_CASES) as OpName[];

interface Prepared {
	readonly y: SymbolicTensor;
	readonly model: Uint8Array;
	readonly feeds: Readonly<Record<string, HostTensor>>;
}

function prepare(name: OpName): Prepared {
	const { build, inputs } = OP_CASES[name];
	const graph = createGraph();
	const y = build(graph, ...inputs.map(({ shape, dtype }, i) => graph.input(`input${i}`, shape, dtype)));
	const feeds = Object.fromEntries(inputs.map((value, i) => [`input${i}`, value]));
	return { y, model: serializeOnnx({ name, outputs: { y }, opset: WEBGPU_OPSET }), feeds };
}

function toleranceOf(name: OpName, { dtype }: SymbolicTensor): Tolerance {
	if (dtype !== "float32") return exact;
	return name === "sin" || name === "cos" ? wgslTrigonometry : f32Elementwise;
}

describeOnGpu("operations on WebGPU", () => {
	it.each(NAMES.filter((name) => !(name in LEFT_TO_CPU)))("run %s there, with right values", async (name) => {
		const { y, model, feeds } = prepare(name);
		const ran = await runOnnx(model, feeds, "webgpu");
		const [want] = evaluate([y], feeds);
		expectClose(ran.y ?? [], want ?? [], toleranceOf(name, y), name);
	});

	it.each(Object.entries(LEFT_TO_CPU))("leave %s to the CPU: %s", async (name) => {
		const { model, feeds } = prepare(name as OpName);
		await expect(runOnnx(model, feeds, "webgpu")).rejects.toThrow("fallback to CPU EP has been explicitly disabled");
	});
});
