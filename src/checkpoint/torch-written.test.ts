/** Files that PyTorch itself wrote, against the values that PyTorch has for them. */

import { describe, expect, it } from "vitest";
import { TORCH_FILES } from "../../test/support/torch-written.ts";
import { bytesInMemory } from "../host/byte-source.ts";
import type { NetworkDescription } from "./description.ts";
import { readCheckpoint } from "./read-checkpoint.ts";

type Expected = Readonly<
	Record<string, readonly [dtype: string, shape: readonly number[], values: readonly (number | bigint)[]]>
>;

/** What `state_dict()` gives, halves as their bits. */
const EXPECTED: Expected = {
	"decoder.net.0.weight": ["float32", [1, 2], [1, 2]],
	"decoder.net.0.bias": ["float32", [1], [3]],
	view: ["float32", [2, 3], [4, 5, 6, 7, 8, 9]],
	every_other: ["float32", [4], [1, 3, 5, 7]],
	transposed: ["float32", [3, 2], [0, 3, 1, 4, 2, 5]],
	expanded: ["float32", [2, 3], [1, 1, 1, 2, 2, 2]],
	channels_last: ["float32", [1, 2, 2, 2], [0, 1, 2, 3, 4, 5, 6, 7]],
	scalar: ["float32", [], [3.5]],
	empty: ["float32", [0, 3], []],
	as_float16: ["float16", [3], [0x3c00, 0, 0x4500]],
	as_bfloat16: ["bfloat16", [3], [0x3f80, 0, 0x40a0]],
	as_float64: ["float64", [3], [1, 0, 5]],
	as_int8: ["int8", [3], [1, 0, 5]],
	as_uint8: ["uint8", [3], [1, 0, 5]],
	as_int16: ["int16", [3], [1, 0, 5]],
	as_int32: ["int32", [3], [1, 0, 5]],
	as_int64: ["int64", [3], [1n, 0n, 5n]],
	as_bool: ["bool", [3], [1, 0, 1]],
};

async function generator(base64: string): Promise<NetworkDescription> {
	const { networks } = await readCheckpoint(bytesInMemory("torch", Uint8Array.from(Buffer.from(base64, "base64"))));
	const network = networks.get("G_ema");
	if (network === undefined || networks.get("G") !== network) throw new Error("G_ema is not G");
	return network;
}

describe.each(Object.entries(TORCH_FILES))("%s that PyTorch wrote", (_, base64) => {
	it("has PyTorch's tensors, whatever their strides and dtypes", async () => {
		const { parameters, buffers } = await generator(base64);
		const found = [...parameters, ...buffers].map(([name, { dtype, shape, data }]) => [
			name,
			[dtype, shape, [...data]],
		]);
		expect(Object.fromEntries(found)).toEqual(EXPECTED);
	});

	it("has its attributes, and says of others what they were", async () => {
		const { attributes, moduleAttributes, moduleClasses, tensorAttributes } = await generator(base64);
		expect(tensorAttributes.get("plane_axes")?.data).toEqual(Float32Array.of(1, 0, 0, 1));
		expect(moduleClasses.get("decoder.net.1")).toBe("Softplus");
		expect(moduleAttributes.get("decoder.net.0")?.get("in_features")).toBe(2);
		const dtype = new Map([
			["$type", "global"],
			["name", "torch.float32"],
		]);
		const device = new Map<string, unknown>([
			["$type", "torch.device"],
			["args", ["cpu"]],
		]);
		expect(attributes.get("kinds")).toEqual([dtype, device, [1, 2], 0.5, [0, 1, 2]]);
	});
});
