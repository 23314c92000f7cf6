import { describe, expect, it } from "vitest";
import { InputError } from "../../tensor/errors.ts";
import { blobSource } from "./blob-source.ts";

const BLOB = new Blob([Uint8Array.of(10, 11, 12, 13, 14)]);

describe("blobSource", () => {
	it("reads ranges, empty ones and the last byte too", async () => {
		const source = blobSource(BLOB);
		expect(source.size).toBe(5);
		expect(await source.read(1, 3)).toEqual(Uint8Array.of(11, 12, 13));
		expect(await source.read(4, 1)).toEqual(Uint8Array.of(14));
		expect(await source.read(5, 0)).toEqual(new Uint8Array(0));
	});

	it("is called as the file is", () => {
		expect(blobSource(new File([BLOB], "cars.pkl")).name).toBe("cars.pkl");
		expect(blobSource(BLOB).name).toBe("file");
		expect(blobSource(BLOB, "dropped").name).toBe("dropped");
	});

	it.each([
		[3, 3],
		[6, 0],
		[-1, 2],
		[0, -1],
	])("refuses a range outside the file: %i, %i bytes", async (offset, length) => {
		await expect(blobSource(BLOB, "cars.pkl").read(offset, length)).rejects.toThrow(InputError);
		await expect(blobSource(BLOB, "cars.pkl").read(offset, length)).rejects.toThrow("'cars.pkl' ends at byte 5");
	});

	it("says so when the file was changed after it was picked", async () => {
		const changed = {
			size: 5,
			slice: () => ({ arrayBuffer: () => Promise.reject(new Error("NotReadableError")) }),
		} as unknown as Blob;
		await expect(blobSource(changed, "cars.pkl").read(0, 1)).rejects.toThrow(
			/'cars.pkl' cannot be read.*Pick it again/,
		);
	});
});
