/** Short facts at the head of the page: which networks, how many people, made by what. */

import type { NetworkRecord } from "../../platform/node/networks.ts";
import { packageInfo } from "../../platform/node/package-info.ts";
import { networkLabels } from "../network-labels.ts";
import { extentOf, type PageOptions } from "./options.ts";

export function factsOf(options: PageOptions, networks: readonly NetworkRecord[]): (readonly [string, string])[] {
	const labels = networkLabels(options.network);
	const { statSeeds, people } = extentOf(options);
	return [
		...networks.map(
			({ sha256 }, index) => [`Network ${index + 1}`, `${labels[index]} (SHA-256 ${sha256.slice(0, 12)}…)`] as const,
		),
		["People shown", `seeds ${options.seeds.join(", ")}`],
		["People behind the statistics", `${statSeeds.length}`],
		["People of the birthday test", `${people}`],
		["Truncation", options.trunc === 1 ? "none" : `psi ${options.trunc}`],
		["Extent", options.quick ? "quick" : "full"],
		["Made by", `triplane ${packageInfo().version}`],
	];
}
