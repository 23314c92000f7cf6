/** The commands of a report, from its options. Each leaves its files in a folder of its own. */

import { join } from "node:path";
import { ANGLES_COMMAND } from "../angles/options.ts";
import { EYES } from "../eyes/options.ts";
import { MESH } from "../mesh/options.ts";
import { networkLabels } from "../network-labels.ts";
import { recordedOptions, repeatOf } from "../options/fields.ts";
import { TRUNCATION } from "../options/rendering.ts";
import { MACHINE, NETWORK_FILE } from "../options/shared.ts";
import { SWEEP } from "../sweep/options.ts";
import { VIDEO } from "../video/options.ts";
import { VOLUME } from "../volume/options.ts";
import { extentOf, type PageOptions } from "./options.ts";

/** One command, and where it writes. */
export interface PlannedRun {
	/** Stable, for links and folders: `volume-demo`. */
	readonly id: string;
	readonly folder: string;
	readonly args: readonly string[];
}

export interface NetworkPlan {
	readonly label: string;
	readonly volume: PlannedRun;
	readonly sweep: PlannedRun;
	readonly shapes: PlannedRun;
	readonly eyes: PlannedRun;
	readonly eyeRegion: PlannedRun;
	readonly film: PlannedRun;
}

export interface ReportPlan {
	readonly angles: PlannedRun;
	readonly networks: readonly NetworkPlan[];
}

/** Triangles of the region of the eyes that stay. */
const EYE_TRIANGLES = 3000;
/** Files that do not carry a seed's name. */
export const FILM_FILE = "around.mp4";

/** Options of the commands that a report runs. */
const TABLES = { angles: ANGLES_COMMAND, volume: VOLUME, sweep: SWEEP, mesh: MESH, eyes: EYES } as const;

type Values = Readonly<Record<string, unknown>>;

export function reportPlan(options: PageOptions): ReportPlan {
	const { network: networks, seeds, outdir: out } = options;
	const { statSeeds, rows, columns, curveYaws } = extentOf(options);
	const labels = networkLabels(networks);
	return {
		angles: planned("angles", "angles", out, {
			...{ network: networks, seeds, statSeeds, rows, columns, curveYaws },
			...rendering(options),
		}),
		networks: networks.map((network, index) => networkPlan(network, labels[index] ?? network, options)),
	};
}

function networkPlan(network: string, label: string, options: PageOptions): NetworkPlan {
	const { seeds, outdir: out } = options;
	const { statSeeds, entries, random, components, samples, people, shapeRes, triangles, control, frames } =
		extentOf(options);
	const [first = 0, last = first] = [seeds[0], seeds.at(-1)];
	const slug = label.replaceAll(/[^A-Za-z0-9]+/g, "-");
	const run = (command: keyof typeof TABLES, name: string, values: Values): PlannedRun =>
		planned(command, `${name}-${slug}`, out, { network, ...values });
	const shape = { ...engine(options), shapeRes, largest: true, turntableSize: 192 };
	return {
		label,
		volume: run("volume", "volume", { seed: first, asPublished: true, ...rendering(options) }),
		sweep: run("sweep", "sweep", {
			...{ seed: last, entries: `0-${entries - 1}`, random, components, samples, people },
			...rendering(options),
		}),
		shapes: run("mesh", "shapes", { seeds, level: "auto", triangles, figure: true, ...shape }),
		eyes: run("eyes", "eyes", {
			...{ seeds: statSeeds, control, reader: options.reader > 0 ? options.reader : undefined },
			sampleMult: options.sampleMult,
			...engine(options),
		}),
		eyeRegion: run("mesh", "eye-region", {
			seeds: [first],
			level: "auto",
			crop: "eyes",
			border: "report",
			triangles: EYE_TRIANGLES,
			...shape,
		}),
		film: {
			...{ id: `film-${slug}`, folder: join(out, `film-${slug}`) },
			args: repeatOf("video", VIDEO, {
				...{ network, seeds: [first], path: "360", wFrames: frames, fps: 12, scale: 1 },
				out: join(out, `film-${slug}`, FILM_FILE),
				...rendering(options),
			}),
		},
	};
}

function planned(command: keyof typeof TABLES, id: string, out: string, values: Values): PlannedRun {
	const folder = join(out, id);
	return { id, folder, args: repeatOf(command, TABLES[command], { ...values, outdir: folder }) };
}

/** What all commands take. */
function engine(options: PageOptions): Values {
	return recordedOptions({ ...NETWORK_FILE, ...TRUNCATION, ...MACHINE }, options);
}

function rendering(options: PageOptions): Values {
	return { ...engine(options), nrr: options.nrr, sampleMult: options.sampleMult };
}

/** The command as it is typed in a shell. */
export function shellText(args: readonly string[]): string {
	const quoted = args.map((arg) => (/^[\w./:=,+@%-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`));
	return ["triplane", ...quoted].join(" ");
}
