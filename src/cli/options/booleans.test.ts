import { InvalidArgumentError } from "@commander-js/extra-typings";
import { describe, expect, it } from "vitest";
import { parseBool } from "./booleans.ts";

describe("parseBool", () => {
	it("takes what the published scripts take", () => {
		expect(["True", "1", "yes", "on"].map(parseBool)).toEqual([true, true, true, true]);
		expect(["False", "0", "no", "off"].map(parseBool)).toEqual([false, false, false, false]);
		expect(() => parseBool("maybe")).toThrow(InvalidArgumentError);
	});
});
