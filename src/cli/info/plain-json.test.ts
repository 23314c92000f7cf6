import { describe, expect, it } from "vitest";
import type { PlainValue } from "../../checkpoint/description.ts";
import { plainJson, recordJson } from "./plain-json.ts";

describe("plainJson", () => {
	it("shows what JSON cannot hold as text", () => {
		expect(plainJson([1, Number.NaN, Number.POSITIVE_INFINITY, 2n ** 70n, null, true, "x"])).toEqual([
			...[1, "NaN", "Infinity", "1180591620717411303424", null, true, "x"],
		]);
	});

	it("touches no prototype, whatever the keys", () => {
		const hostile = new Map<string, PlainValue>([
			["__proto__", new Map<string, PlainValue>([["polluted", true]])],
			["constructor", 1],
		]);
		const object = recordJson(hostile);
		expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
		expect(JSON.stringify(object)).toBe('{"__proto__":{"polluted":true},"constructor":1}');
		expect("polluted" in {}).toBe(false);
	});
});
