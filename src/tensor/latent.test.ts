import { describe, expect, it } from "vitest";
import { fixtureTensor, readFixture } from "../../test/fixtures.ts";
import { InputError } from "./errors.ts";
import { latentFromSeed } from "./latent.ts";

describe("latentFromSeed", () => {
	it("gives the person that the published tools give for the seed", async () => {
		const golden = await readFixture("tiny-afhq256-128.seed2.safetensors");
		expect(latentFromSeed(2)).toEqual(fixtureTensor(golden, "z"));
	});

	it("gives a latent of the length asked for, beginning with the same numbers", () => {
		const short = latentFromSeed(4, 8);
		expect(short.shape).toEqual([1, 8]);
		expect(short.data).toEqual(latentFromSeed(4).data.slice(0, 8));
	});

	it("refuses a length that is none", () => {
		expect(() => latentFromSeed(4, 0)).toThrow(InputError);
	});
});
