import { describe, expect, it } from "vitest";
import { expectClose } from "../../../test/assert-close.ts";
import { fixtureTensor, readFixture } from "../../../test/fixtures.ts";
import { checkOp, randomTensor } from "../../../test/op-check.ts";
import { f32Reduction } from "../../../test/tolerances.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { createGraph } from "../create.ts";
import { evaluate } from "../evaluate.ts";
import { normalizeSecondMoment } from "./normalize.ts";

describe("normalizeSecondMoment", () => {
	it("agrees with the published function", async () => {
		const fixture = await readFixture("ops.safetensors");
		const x = createGraph().constant(fixtureTensor(fixture, "norm.x"));
		const [y] = evaluate([normalizeSecondMoment(x)], {});
		expectClose(y ?? [], fixtureTensor(fixture, "norm.y"), f32Reduction(16), "norm.y");
	});

	it.each([0, 1, -1])("runs alike and has right gradients along axis %i", async (axis) => {
		const inputs = [randomTensor([3, 4, 2])];
		await checkOp("'normalize'", (_, x) => normalizeSecondMoment(x, axis), inputs, { forward: f32Reduction(4) });
	});

	it("leaves zeros at zero", () => {
		const x = createGraph().constant(float32Tensor([1, 3], [0, 0, 0]));
		expect([...(evaluate([normalizeSecondMoment(x)], {})[0]?.data ?? [])]).toEqual([0, 0, 0]);
	});
});
