/** Tensors without a network get the options of another network or of a named configuration. */

import { beforeAll, describe, expect, it } from "vitest";
import { descriptionOf } from "../../test/golden/golden-cases.ts";
import type { Checkpoint, NetworkDescription } from "../checkpoint/description.ts";
import { networkTensors } from "../checkpoint/network-record.ts";
import { STATE_DICT } from "../checkpoint/state-dict.ts";
import { CheckpointError, InputError } from "../tensor/errors.ts";
import type { HostTensor } from "../tensor/host-tensor.ts";
import { completeStateDicts, presetSource } from "./complete-state-dict.ts";
import { findNetwork } from "./load-generator.ts";
import { networkWeights, readGenerator, readGeneratorConfig } from "./read-config.ts";

let published: NetworkDescription;
beforeAll(async () => {
	published = await descriptionOf("tiny-ffhq512-64");
});

/** What `model.state_dict()` gives: parameters and buffers by name, under a prefix. */
function stateDict(prefix: string, more: Readonly<Record<string, HostTensor>> = {}): Checkpoint {
	const tensors = [...networkTensors(published)].filter(([name]) => name !== "renderer.plane_axes");
	const parameters = new Map([...tensors.map(([name, tensor]) => [prefix + name, tensor] as const)]);
	for (const [name, tensor] of Object.entries(more)) parameters.set(name, tensor);
	const none = new Map<string, never>();
	const network: NetworkDescription = {
		...{ className: STATE_DICT, initArgs: [], initKwargs: none, attributes: none },
		...{ moduleAttributes: none, moduleClasses: none, tensorAttributes: none, buffers: none, parameters },
	};
	return { format: "pickle", networks: new Map([["G_ema", network]]), extras: none, metadata: none };
}

describe("completeStateDicts", () => {
	it.each(["", "module.", "G_ema."])("gives the network that the tensors were taken from, behind '%s'", (prefix) => {
		const source = { description: published, name: "--like it" };
		const completed = findNetwork(completeStateDicts(stateDict(prefix), source, "x.pth"), "G_ema");
		expect(readGenerator(completed)).toEqual(readGenerator(published));
		expect(networkWeights(completed)).toEqual(networkWeights(published));
		expect([...completed.buffers.keys()].sort()).toEqual([...published.buffers.keys()].sort());
	});

	it("takes sizes from the tensors and options from the configuration", () => {
		const completed = completeStateDicts(stateDict(""), presetSource("ffhq512-64"), "x.pth");
		const { config, notes } = readGenerator(findNetwork(completed, "G_ema"));
		expect(config).toEqual(readGeneratorConfig(published));
		expect(notes.unused).toEqual([]);
		expect(completed.metadata.get("options_from")).toBe("--cfg ffhq512-64");
	});

	it("takes the moving average where several networks share one dict", () => {
		const other = Object.fromEntries(
			[...networkTensors(published)].map(([name, tensor]) => [
				`G.${name}`,
				{ ...tensor, data: tensor.data.slice().fill(0 as never) },
			]),
		) as Record<string, HostTensor>;
		const source = { description: published, name: "--like it" };
		const completed = completeStateDicts(stateDict("G_ema.", other), source, "x.pth");
		expect(networkWeights(findNetwork(completed, "G_ema"))).toEqual(networkWeights(published));
	});

	it("refuses options for a file that says its own", () => {
		const whole: Checkpoint = { ...stateDict(""), networks: new Map([["G_ema", published]]) };
		expect(() => completeStateDicts(whole, presetSource("ffhq512-64"), "x.pkl")).toThrow(InputError);
		expect(() => completeStateDicts(whole, presetSource("ffhq512-64"), "x.pkl")).toThrow(/--cfg .* leave it out/);
	});
});

describe("a state_dict without options", () => {
	it("is refused with what it wants", () => {
		expect(() => findNetwork(stateDict("module."), "G_ema")).toThrow(CheckpointError);
		expect(() => findNetwork(stateDict("module."), "G_ema")).toThrow(
			/'G_ema' is a state_dict, 176 tensors without networks: say whose options they have, with --like <network.pkl> or --cfg/,
		);
	});
});
