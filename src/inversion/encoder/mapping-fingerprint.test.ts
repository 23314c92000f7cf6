import { expect, it } from "vitest";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { mappingFingerprint } from "./mapping-fingerprint.ts";

it("a mapping's fingerprint is that of its weights, and of no other layer's", () => {
	const fingerprint = (mapping: readonly number[], planes: number): string =>
		mappingFingerprint(
			new Map([
				["backbone.synthesis.b4.const", float32Tensor([1], [planes])],
				["backbone.mapping.fc0.weight", float32Tensor([mapping.length], mapping)],
				["backbone.mapping.w_avg", float32Tensor([1], [planes])],
			]),
		);
	const own = fingerprint([1, 2, 3], 1);
	expect(own).toMatch(/^[0-9a-f]{16}$/);
	expect(fingerprint([1, 2, 3], 2)).toBe(own);
	const others = [
		[1, 2, 3.0000002],
		[2, 1, 3],
		[1, 2],
		[-1, 2, 3],
	].map((mapping) => fingerprint(mapping, 1));
	expect(new Set([own, ...others]).size).toBe(5);
});
