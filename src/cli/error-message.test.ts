import { describe, expect, it } from "vitest";
import { AbortedError, CheckpointError, InputError, OutputError, RuntimeUnavailableError } from "../tensor/errors.ts";
import { errorMessage } from "./error-message.ts";
import { EXIT_FAULT, exitCodeOf } from "./exit-codes.ts";

const plain = { debug: false, signal: null } as const;

describe("errorMessage", () => {
	it("is the message of our own errors, without class or stack", () => {
		expect(errorMessage(new InputError("network 'x': there is no such file"), plain)).toBe(
			"triplane: network 'x': there is no such file",
		);
	});

	it("says that others are faults, and how to see more", () => {
		const message = errorMessage(new TypeError("x is not a function"), plain);
		expect(message).toContain("an error that was not foreseen: TypeError: x is not a function");
		expect(message).toContain("TRIPLANE_DEBUG=1");
	});

	it("names the signal that stopped the work", () => {
		const error = new AbortedError("mapping: stopped by the caller");
		expect(errorMessage(error, { debug: false, signal: "SIGTERM" })).toMatch(/^triplane: stopped by SIGTERM/);
	});

	it("shows stacks and causes for debugging", () => {
		const cause = new Error("inner");
		const message = errorMessage(new OutputError("outer", { cause }), { debug: true, signal: null });
		expect(message).toMatch(/OutputError: outer\n\s+at [\s\S]*caused by Error: inner\n\s+at /);
	});

	it("copes with things thrown that are no errors", () => {
		expect(errorMessage("text", plain)).toContain("not foreseen: text");
	});
});

describe("exitCodeOf", () => {
	it("tells kinds of errors apart", () => {
		const codes = [InputError, CheckpointError, RuntimeUnavailableError, OutputError].map((Class) =>
			exitCodeOf(new Class("x"), null),
		);
		expect(codes).toEqual([2, 3, 4, 6]);
		expect(exitCodeOf(new Error("x"), null)).toBe(EXIT_FAULT);
	});

	it("is that of the signal for work that a signal stopped", () => {
		expect(exitCodeOf(new AbortedError("x"), "SIGINT")).toBe(130);
		expect(exitCodeOf(new AbortedError("x"), "SIGTERM")).toBe(143);
	});
});
