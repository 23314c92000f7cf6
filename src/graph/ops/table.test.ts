import { describe, expect, it } from "vitest";
import { OP_CASES } from "../../../test/op-cases.ts";
import { checkOp } from "../../../test/op-check.ts";
import type { OpName } from "./attributes.ts";
import { OPS } from "./table.ts";

const NAMES = Object.keys(OP_CASES) as OpName[];

describe("the table of operations", () => {
	it.each(NAMES)("has %s with right values and gradients", (name) => {
		const { build, inputs, options } = OP_CASES[name];
		return checkOp(name, build, inputs, options);
	});

	it("holds the operations that are checked here and no others", () => {
		expect(Object.keys(OPS).sort()).toEqual([...NAMES].sort());
	});

	it("gives a reason where no gradient flows", () => {
		const zero = NAMES.filter((name) => typeof OPS[name].gradient !== "function");
		expect(zero).toEqual([
			"sign",
			"floor",
			"detach",
			"leakyReluSlope",
			"clipSlope",
			"less",
			"greater",
			"equal",
			"argsort",
			"argTopK",
		]);
		for (const name of zero) expect(OPS[name].gradient).toEqual({ zero: expect.stringMatching(/\w/) });
	});
});
