import { describe, expect, it } from "vitest";
import { handmadeZip } from "../../test/support/handmade-zip.ts";
import { bytesInMemory } from "../host/byte-source.ts";
import { TriplaneError } from "../tensor/errors.ts";
import { float32Tensor } from "../tensor/host-tensor.ts";
import { writeNpy } from "../tensor/npy.ts";
import { readNpz } from "./npz.ts";

const w = float32Tensor([2, 3], [1, 2, 3, 4, 5, 6]);
const c = float32Tensor([1], [7]);

describe("readNpz", () => {
	it.each([0, 8])("reads arrays by name, packed by method %i", async (method) => {
		const bytes = handmadeZip([
			{ name: "w.npy", data: writeNpy(w), method },
			{ name: "c.npy", data: writeNpy(c), method },
		]);
		expect(await readNpz(bytesInMemory("a.npz", bytes))).toEqual(
			new Map([
				["w", w],
				["c", c],
			]),
		);
	});

	it("leaves archives of other things to other readers", async () => {
		expect(await readNpz(bytesInMemory("a.zip", handmadeZip([{ name: "a.txt", data: Uint8Array.of(1) }])))).toBeNull();
	});

	it("reads or refuses in words, whatever byte is damaged", async () => {
		const bytes = handmadeZip([{ name: "w.npy", data: writeNpy(w), method: 8 }]);
		for (let at = 0; at < bytes.length; at++) {
			const damaged = bytes.slice();
			damaged[at] = (damaged[at] ?? 0) ^ 0xff;
			await readNpz(bytesInMemory("a.npz", damaged)).catch((error: unknown) => {
				expect(error, `byte ${at}`).toBeInstanceOf(TriplaneError);
			});
		}
	});

	it("refuses declared sizes beyond all bounds before they are allocated", async () => {
		const bytes = handmadeZip([{ name: "w.npy", data: writeNpy(w), method: 8, declared: 0xfffffff0 }]);
		await expect(readNpz(bytesInMemory("a.npz", bytes))).rejects.toThrow(TriplaneError);
	});
});
