import { describe, expect, it } from "vitest";
import { expectClose } from "../../test/assert-close.ts";
import { fixtureTensor, readFixture } from "../../test/fixtures.ts";
import { checkOp, randomTensor } from "../../test/op-check.ts";
import { f32Reduction } from "../../test/tolerances.ts";
import { createGraph } from "../graph/create.ts";
import { evaluate } from "../graph/evaluate.ts";
import type { HostTensor } from "../tensor/host-tensor.ts";
import { type MinibatchStdOptions, minibatchStd } from "./minibatch-std.ts";

describe("minibatchStd", () => {
	it.each<[string, MinibatchStdOptions]>([
		["mbstd.y", { groupSize: 4, stdChannels: 1 }],
		["mbstd.y_group2", { groupSize: 2, stdChannels: 3 }],
	])("agrees with the published layer: %s", async (golden, options) => {
		const fixture = await readFixture("ops.safetensors");
		const x = createGraph().constant(fixtureTensor(fixture, "mbstd.x"));
		const [y] = evaluate([minibatchStd(x, options)], {});
		expectClose(y as HostTensor, fixtureTensor(fixture, golden), f32Reduction(64), golden);
	});

	it("has right gradients of both orders", () =>
		checkOp(
			"'minibatchStd'",
			(_, x) => minibatchStd(x, { groupSize: 3, stdChannels: 2 }),
			[randomTensor([6, 4, 1, 2])],
			{
				forward: f32Reduction(16),
			},
		));

	it("takes the whole batch as one group where it is smaller, or where no size is given", () => {
		const x = createGraph().input("x", [3, 2, 2, 2]);
		const whole = minibatchStd(x, { groupSize: null, stdChannels: 1 });
		expect(minibatchStd(x, { groupSize: 8, stdChannels: 1 })).toBe(whole);
		expect(whole.shape).toEqual([3, 3, 2, 2]);
		expect(minibatchStd(x, { groupSize: 4, stdChannels: 0 })).toBe(x);
	});

	it("refuses batches and channels that do not fall into equal parts, and says how to mend it", () => {
		const x = createGraph().input("x", [6, 3, 2, 2]);
		expect(() => minibatchStd(x, { groupSize: 4, stdChannels: 1 })).toThrow(
			"minibatchStd: input [6, 3, 2, 2], want a batch in groups of 4 and channels in 1 equal parts – choose a batch",
		);
		expect(() => minibatchStd(x, { groupSize: 2, stdChannels: 2 })).toThrow("channels in 2 equal parts");
	});
});
