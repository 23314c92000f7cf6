/** One of each outcome: what `test/reporter.test.ts` expects to see counted. */

import { describe, expect, it } from "vitest";
import { describeIf, describeOnGpu } from "../skip.ts";

describe("outcomes", () => {
	it("passes", () => expect(1).toBe(1));
	it("fails", () => expect(1).toBe(2));
	it("leaves a note", (context) => context.skip("the moon is full"));
});

describeIf(false, "no such machine", "left out", () => {
	it("would pass", () => expect(1).toBe(1));
	describe("nested", () => {
		it("would pass too", () => expect(1).toBe(1));
	});
});

describeIf(true, "never seen", "left in", () => {
	it("passes", () => expect(1).toBe(1));
});

describeOnGpu("on a GPU", () => {
	it("passes", () => expect(1).toBe(1));
});
