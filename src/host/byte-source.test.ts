import { describe, expect, it } from "vitest";
import { InputError } from "../tensor/errors.ts";
import { bytesInMemory } from "./byte-source.ts";

const SOURCE = bytesInMemory("cars.pkl", Uint8Array.of(10, 11, 12, 13, 14));

describe("bytes in memory", () => {
	it("are read in ranges, empty ones and the last byte too", async () => {
		expect(await SOURCE.read(1, 3)).toEqual(Uint8Array.of(11, 12, 13));
		expect(await SOURCE.read(4, 1)).toEqual(Uint8Array.of(14));
		expect(await SOURCE.read(5, 0)).toEqual(new Uint8Array(0));
	});

	it.each([
		[3, 3],
		[6, 0],
		[-1, 2],
		[0, -1],
		[Number.NaN, 1],
	])("are not read outside, nor fewer of them: %d, %d bytes", async (offset, length) => {
		await expect(SOURCE.read(offset, length)).rejects.toThrow(InputError);
		await expect(SOURCE.read(offset, length)).rejects.toThrow("'cars.pkl' ends at byte 5, want");
	});
});
