import { expect, it } from "vitest";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { createGraph } from "../create.ts";
import { evaluate } from "../evaluate.ts";
import { interleave } from "./interleave.ts";

it("puts each image at the pixels of its parity of row and column", () => {
	const graph = createGraph();
	const digits = (tens: number): number[] => [1, 2, 3, 4].map((ones) => 10 * tens + ones);
	const images = [1, 2, 3, 4].map((tens) => graph.constant(float32Tensor([1, 2, 1, 2], digits(tens))));
	const pixels = interleave((row, column) => images[2 * row + column] ?? graph.scalar(0));
	const [result] = evaluate([pixels], {});
	expect(result?.shape).toEqual([1, 2, 2, 4]);
	expect(Array.from(result?.data ?? [], Number)).toEqual([
		...[11, 21, 12, 22],
		...[31, 41, 32, 42],
		...[13, 23, 14, 24],
		...[33, 43, 34, 44],
	]);
});
