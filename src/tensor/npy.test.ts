import { describe, expect, it } from "vitest";
import { CheckpointError } from "./errors.ts";
import { float32Tensor, hostTensor } from "./host-tensor.ts";
import { readNpy, writeNpy } from "./npy.ts";
import { numbersAsFloat32 } from "./to-float32.ts";

/** A .npy file with any header. */
function npy(header: string, body: Uint8Array, major = 1): Uint8Array {
	const text = new TextEncoder().encode(header);
	const length = major === 1 ? [text.length & 255, text.length >> 8] : [text.length & 255, text.length >> 8, 0, 0];
	return Uint8Array.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, major, 0, ...length, ...text, ...body]);
}

const body = (values: readonly number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);

describe(".npy", () => {
	it("gives a tensor again, whatever its dtype and shape", () => {
		const tensors = [
			float32Tensor([2, 3], [1, 2, 3, 4, 5, 6]),
			float32Tensor([], [7]),
			hostTensor("float64", [3], Float64Array.of(1, 0.1, -2)),
			hostTensor("int64", [2], BigInt64Array.of(1n, -5n)),
			hostTensor("bool", [2], Uint8Array.of(0, 1)),
		];
		for (const tensor of tensors) expect(readNpy("x", writeNpy(tensor))).toEqual(tensor);
	});

	it("is laid out as NumPy lays it out: the numbers begin at a multiple of 64", () => {
		const bytes = writeNpy(float32Tensor([1, 25], new Float32Array(25)));
		expect(bytes.length).toBe(128 + 100);
		expect(new TextDecoder("latin1").decode(bytes.subarray(10, 128))).toBe(
			`${"{'descr': '<f4', 'fortran_order': False, 'shape': (1, 25), }".padEnd(117)}\n`,
		);
	});

	it("reads Fortran order and later versions", () => {
		const header = "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }\n";
		const tensor = readNpy("x", npy(header, body([1, 4, 2, 5, 3, 6]), 2));
		expect(tensor).toEqual(float32Tensor([2, 3], [1, 2, 3, 4, 5, 6]));
	});

	it.each([
		[
			"objects, which are pickles",
			"{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
			/dtype '\|O' is not read/,
		],
		["big-endian numbers", "{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }", /dtype '>f4' is not read/],
		[
			"a shape of other numbers",
			"{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }",
			/4 bytes of numbers, but shape \[3\]/,
		],
		["a header that is none", "__import__('os')", /no description of an array/],
	])("refuses %s", (_, header, message) => {
		expect(() => readNpy("x", npy(header, body([1])))).toThrow(message);
		expect(() => readNpy("x", npy(header, body([1])))).toThrow(CheckpointError);
	});

	it("refuses a file that is cut off at any place", () => {
		const bytes = writeNpy(float32Tensor([2], [1, 2]));
		for (let length = 0; length < bytes.length; length++) {
			expect(() => readNpy("x", bytes.subarray(0, length))).toThrow(CheckpointError);
		}
	});
});

describe("numbersAsFloat32", () => {
	it("keeps values of all dtypes", () => {
		expect([...numbersAsFloat32(hostTensor("float64", [2], Float64Array.of(0.5, -3))).data]).toEqual([0.5, -3]);
		expect([...numbersAsFloat32(hostTensor("float16", [2], Uint16Array.of(0x3800, 0xc200))).data]).toEqual([0.5, -3]);
		expect([...numbersAsFloat32(hostTensor("bfloat16", [1], Uint16Array.of(0x3f00))).data]).toEqual([0.5]);
		expect([...numbersAsFloat32(hostTensor("int64", [1], BigInt64Array.of(-4n))).data]).toEqual([-4]);
	});
});
