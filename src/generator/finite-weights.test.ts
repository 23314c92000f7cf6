import { describe, expect, it } from "vitest";
import { CheckpointError } from "../tensor/errors.ts";
import { float32Tensor, type HostTensor, hostTensor } from "../tensor/host-tensor.ts";
import { refuseNotFinite } from "./load-generator.ts";

describe("refuseNotFinite", () => {
	const sound = float32Tensor([4], [0, -0, 3.4e38, 1e-45]);

	it("takes finite numbers, and tensors that are no float32", () => {
		const bytes = hostTensor("uint8", [4], Uint8Array.of(0, 0, 0x80, 0x7f));
		expect(() =>
			refuseNotFinite(
				new Map<string, HostTensor>([
					["a", sound],
					["b", bytes],
				]),
			),
		).not.toThrow();
	});

	it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("names the tensor with %s", (value) => {
		const weights = new Map([
			["a", sound],
			["decoder.net.0.weight", float32Tensor([3], [1, value, value])],
		]);
		expect(() => refuseNotFinite(weights)).toThrow(CheckpointError);
		expect(() => refuseNotFinite(weights)).toThrow(
			"'decoder.net.0.weight' has 2 of 3 numbers that are NaN or infinite",
		);
	});
});
