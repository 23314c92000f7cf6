/** Options of `triplane view`. */

import { choice, negated, type OptionsOf, text, value } from "../options/fields.ts";
import { whole } from "../options/numbers.ts";
import { NETWORK } from "../options/shared.ts";

export const VIEW = {
	network: text(NETWORK.network.placeholder ?? "", "the network to begin with; also as the word after 'view'"),
	host: text("<address>", "where to listen; 0.0.0.0 lets other machines in", { fallback: "127.0.0.1" }),
	port: value("<n>", "which port", whole(0, 65_535), { fallbackText: "8040, or the next free one" }),
	device: choice<"auto" | "webgpu" | "cpu">(
		"<device>",
		"what the page computes on: its best, WebGPU, or the CPU",
		["auto", "webgpu", "cpu"],
		{ fallback: "auto" },
	),
	open: negated("only print the address, and open no browser"),
};

export type ViewOptions = OptionsOf<typeof VIEW>;
