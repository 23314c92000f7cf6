import { describe, expect, it } from "vitest";
import type { NetworkDescription } from "../checkpoint/description.ts";
import { float32Tensor } from "../tensor/host-tensor.ts";
import { findNetwork } from "./load-generator.ts";

/** A network of a class with tensors of these names. */
function network(
	className: string,
	parameters: readonly string[],
	buffers: readonly string[] = [],
): NetworkDescription {
	const tensors = (names: readonly string[]) => new Map(names.map((name) => [name, float32Tensor([1], [0])]));
	return {
		...{ className, initArgs: [], initKwargs: new Map(), attributes: new Map() },
		...{ moduleAttributes: new Map(), moduleClasses: new Map(), tensorAttributes: new Map() },
		...{ parameters: tensors(parameters), buffers: tensors(buffers) },
	};
}

function refusal(description: NetworkDescription): () => unknown {
	const checkpoint = { format: "pickle", extras: new Map(), metadata: new Map() } as const;
	return () => findNetwork({ ...checkpoint, networks: new Map([["G_ema", description]]) }, "G_ema");
}

describe("a network of another family", () => {
	it.each([
		["StyleGAN2", network("Generator", ["synthesis.b4.const", "synthesis.b4.conv1.weight", "mapping.fc0.weight"])],
		[
			"StyleGAN3",
			network("Generator", ["synthesis.input.weight", "synthesis.L0_36_512.weight"], ["synthesis.input.freqs"]),
		],
	])("%s is refused by its name", (name, description) => {
		expect(refusal(description)).toThrow(
			`'G_ema' is a Generator, want a TriPlaneGenerator – it looks like ${name}, which makes flat pictures`,
		);
	});

	it("is not named where nobody knows it", () => {
		expect(refusal(network("UNet", ["down.0.weight"]))).toThrow(/'G_ema' is a UNet, want a TriPlaneGenerator$/);
	});
});
