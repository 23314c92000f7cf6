import { describe, expect, it } from "vitest";
import { parseOutputs } from "./outputs.ts";

describe("parseOutputs", () => {
	it("gives each kind once, in a fixed order", () => {
		expect(parseOutputs("depth, image,depth")).toEqual(["image", "depth"]);
	});

	it("names the kind that it does not know", () => {
		expect(() => parseOutputs("image,normal")).toThrow("'normal' is not one of image, raw, depth, opacity.");
		expect(() => parseOutputs("")).toThrow("'' is not one of");
	});
});
