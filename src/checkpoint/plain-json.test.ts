import { describe, expect, it } from "vitest";
import { CheckpointError } from "../tensor/errors.ts";
import { Allowance } from "./allowance.ts";
import type { PlainValue } from "./description.ts";
import { plainFromJson, plainToJson } from "./plain-json.ts";

const allowance = (): Allowance => new Allowance(0);

describe("plain values as JSON", () => {
	it.each<[string, PlainValue]>([
		["nothing and truth", [null, true, false]],
		["numbers", [0, 1, -1.5, 0.1, 1e300, 5e-324, 2 ** 53]],
		["numbers that JSON has not", [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0]],
		["bigints", [2n ** 64n, -(2n ** 70n), 0n]],
		["texts", ["", 'ä\n"\\', "\ud800", "__proto__"]],
		[
			"records",
			new Map<string, PlainValue>([
				["a", new Map([["b", [1]]])],
				["__proto__", 1],
				["constructor", 2],
				["", 3],
			]),
		],
		[
			"records with dollar signs",
			new Map<string, PlainValue>([
				["$type", "x"],
				["$$", 1],
				["$number", "nan"],
				["$bigint", "1"],
			]),
		],
	])("come back the same: %s", (_, value) => {
		expect(plainFromJson(plainToJson(value), "x", allowance())).toEqual(value);
	});

	it("keep the order of keys, numerals too", () => {
		const record = new Map<string, PlainValue>([
			["512", 1],
			["b", 2],
			["4", 3],
			["a", 4],
		]);
		const back = plainFromJson(plainToJson(record), "x", allowance());
		expect(back instanceof Map ? [...back.keys()] : []).toEqual(["512", "b", "4", "a"]);
	});

	it.each<[string, string, string]>([
		["no JSON", "{", "x: is no JSON"],
		["endless nesting", "[".repeat(1e6), "nests 1000000 levels deep"],
		["an unknown dollar key", '{"$date": 1}', "'$date' has no meaning"],
		["a number that is none", '{"$number": "seven"}', "'$number' is followed by no number"],
		["a number that is in Object.prototype", '{"$number": "constructor"}', "is followed by no number"],
		["a bigint that is none", '{"$bigint": "1.5"}', "'$bigint' is followed by no number"],
		["a bigint without end", `{"$bigint": "${"9".repeat(5000)}"}`, "'$bigint' is followed by no number"],
	])("are refused: %s", (_, json, message) => {
		expect(() => plainFromJson(json, "x", allowance())).toThrow(CheckpointError);
		expect(() => plainFromJson(json, "x", allowance())).toThrow(message);
	});
});
