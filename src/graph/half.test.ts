import { describe, expect, it } from "vitest";
import { expectClose } from "../../test/assert-close.ts";
import { runOnnx } from "../../test/run-onnx.ts";
import { f16 } from "../../test/tolerances.ts";
import { float32Tensor } from "../tensor/host-tensor.ts";
import { createGraph } from "./create.ts";
import { evaluate } from "./evaluate.ts";
import { gradients } from "./gradients.ts";
import { serializeOnnx } from "./onnx/model.ts";
import { clip, leakyRelu, sigmoid, softplus, tanh } from "./ops/activations.ts";
import { add, div, maximum, mul, sub } from "./ops/arithmetic.ts";
import { cast, greater, where } from "./ops/comparison.ts";
import { expand } from "./ops/layout.ts";
import { reduceMean, reduceSum } from "./ops/reductions.ts";
import { abs, neg, sqrt } from "./ops/unary.ts";
import type { SymbolicTensor } from "./symbolic.ts";

const FUNCTIONS: Readonly<Record<string, (x: SymbolicTensor) => SymbolicTensor>> = {
	"arithmetic with numbers": (x) => div(sub(add(mul(x, 3), 0.5), x), 2),
	"a maximum": (x) => maximum(x, 0.25),
	"unary functions": (x) => sqrt(abs(neg(x))),
	activations: (x) => add(softplus(x), add(leakyRelu(x, 0.25), mul(sigmoid(x), tanh(x)))),
	"a clip": (x) => clip(x, -0.5, 0.5),
	"a selection": (x) => where(greater(x, 0), x, -1),
	reductions: (x) => sub(x, expand(reduceMean(x), [4])),
};

describe("graphs of half floats", () => {
	it.each(Object.entries(FUNCTIONS))("compute %s and the gradient", async (name, build) => {
		const x = createGraph().input("x", [4]);
		const half = cast(x, "float16");
		const objective = reduceSum(build(half));
		const [gradient = x] = gradients(objective, [x]);
		expect(objective.dtype).toBe("float16");
		const outputs = { y: cast(build(half), "float32"), gradient };
		const feeds = { x: float32Tensor([4], [-1.5, -0.3, 0.4, 2]) };
		const ran = await runOnnx(serializeOnnx({ name: "half", outputs }), feeds);
		const [y = [], slope = []] = evaluate(Object.values(outputs), feeds);
		expectClose(ran.y ?? [], y, f16, name);
		expectClose(ran.gradient ?? [], slope, f16, `gradient of ${name}`);
	});
});
