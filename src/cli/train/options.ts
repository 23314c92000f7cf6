/** Options of `triplane train`, under the published trainer's names. Those that are settings of the library come from there. */

import { existsSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import { METRICS } from "../../analysis/metrics/metric-names.ts";
import { type FindingKind, SET_FINDING_KINDS } from "../../data/check/finding-kinds.ts";
import { presetNames } from "../../generator/presets.ts";
import { RANGES, type Setting, type SettingValue } from "../../training/setting-kinds.ts";
import { SETTINGS, type SettingName, settingName, type TrainingSettings } from "../../training/settings.ts";
import { parseKinds } from "../dataset/options.ts";
import { parseMetricNames } from "../metrics/options.ts";
import { truth } from "../options/booleans.ts";
import {
	choice,
	type Field,
	flag,
	idleOptions,
	type Need,
	type OptionsOf,
	text,
	under,
	value,
} from "../options/fields.ts";
import { numberIn, parseInteger, whole } from "../options/numbers.ts";
import { SCENE } from "../options/scene.ts";
import { DEVICE, NETWORK_FILE, RUNS, SAID, SIZES, THREADS } from "../options/shared.ts";
import { dataText, parseData } from "./data-request.ts";

const MANY = 1_000_000;

/** What some options have no effect without. */
const NEEDS = {
	latents: { want: "--latents, whose images are reconstructed", isMet: ({ latents }) => latents !== undefined },
	fixed: { want: "--aug fixed", isMet: ({ aug }) => aug === "fixed" },
	ada: { want: "--aug ada", isMet: ({ aug }) => aug === "ada" },
	augmentation: { want: "--aug fixed or --aug ada", isMet: ({ aug }) => aug === "fixed" || aug === "ada" },
	detectorMetric: {
		want: "--metrics, with one that wants a feature extractor",
		isMet: ({ metrics = [] }) => (metrics as readonly string[]).some((name) => name.endsWith("-detector")),
	},
	metrics: { want: "--metrics", isMet: ({ metrics = [] }) => (metrics as readonly string[]).length > 0 },
	network: { want: "--resume, with a network", isMet: ({ resume }) => resume !== undefined },
} as const satisfies Readonly<Record<string, Need>>;

type SettingFields<S> = { readonly [K in keyof S]: Field<NonNullable<SettingValue<S[K]>> | undefined> };

/** Settings as options, whose names are theirs. */
function settingFields<S extends Readonly<Record<string, Setting>>>(settings: S): SettingFields<S> {
	const fields = Object.entries(settings).map(([name, setting]) => {
		const { help, values, placeholder = "<name>", byDefault, text: words = String(byDefault), needs } = setting;
		const more = { fallbackText: words, ...(needs ? { needs: NEEDS[needs] } : {}) };
		if (typeof values !== "string") return [name, choice(placeholder, help, values, more)];
		const range = RANGES[values];
		const read = range.isWhole ? (given: string) => parseInteger(given, range) : numberIn(range);
		return [name, value(range.placeholder, help, read, more)];
	});
	return Object.fromEntries(fields) as SettingFields<S>;
}

const SCHEDULES = "Schedules (thousands of images; ten times as short up to 128 pixels):";
const RECONSTRUCTION = "Reconstruction of images whose latents are known:";
const NETWORKS = "Networks and optimisers:";

const { seed, ...RUN } = settingFields(SETTINGS.run);
const MORE_SETTINGS = {
	...under("Reports:", settingFields(SETTINGS.reports)),
	...under(NETWORKS, settingFields(SETTINGS.optimisers)),
	...under(SCHEDULES, settingFields(SETTINGS.schedules)),
	...under("Regularisation:", settingFields(SETTINGS.regularisation)),
};
const KNOWN_LATENTS = under(RECONSTRUCTION, settingFields(SETTINGS.reconstruction));
const AUGMENTATION = under("Augmentation before the discriminator:", settingFields(SETTINGS.augmentation));
const ALL_SETTINGS = { ...RUN, seed, ...MORE_SETTINGS, ...KNOWN_LATENTS, ...AUGMENTATION };

/** What makes a network what it is, and cannot change once it is there. */
export const NEW_NETWORK = {
	cfg: choice("<name>", "sizes of a new network", presetNames()),
	...under(NETWORKS, {
		...SIZES,
		mapDepth: value("<n>", "layers of the mapping", whole(1, MANY), { fallbackText: "2" }),
		map_lr_mul: value("<x>", "learning-rate multiplier of the mapping", numberIn({ above: 0 }), {
			fallbackText: "0.01",
		}),
		decoder_lr_mul: value("<x>", "learning-rate multiplier of the decoder", numberIn({ above: 0 }), {
			fallbackText: "1",
		}),
		gen_pose_cond: truth("whether the mapping sees the camera", { fallbackText: "as --cfg says" }),
		raw_in_place: truth(
			"2X and 4X super-resolution: show the discriminator raw images as the published code leaves them",
			{ fallbackText: "false" },
		),
		disc_c_noise: value("<x>", "noise on the discriminator's labels, in their deviations", numberIn({ least: 0 }), {
			fallbackText: "0",
		}),
	}),
	...SCENE,
};

const { cfg, ...NEW_SETTINGS } = NEW_NETWORK;

export const TRAIN = {
	outdir: RUNS.outdir,
	data: value(
		"<source>",
		"a folder or zip with dataset.json, or heads:<poses>,<gaze>[,seed=<n>][,count=<n>] for synthetic people made on the fly",
		parseData,
		{ write: dataText },
	),
	cfg,
	resume: text("<path>", "a run's folder to continue, or a network (.pkl, .pth, .safetensors) to train further"),
	like: { ...NETWORK_FILE.like, needs: NEEDS.network },
	allowUnused: {
		...NETWORK_FILE.allowUnused,
		help: "train a network further although it has parts that are not computed here: they are left behind",
		needs: NEEDS.network,
	},
	desc: RUNS.desc,
	...RUN,
	mirror: truth("add mirrored images"),
	seed,
	...under("Reports:", {
		metrics: value("<list>", `measured at snapshots, of ${METRICS.join(", ")}`, parseMetricList, {
			fallbackText: "none",
			write: (names) => (names.length > 0 ? names : undefined),
		}),
		metricsCount: value("<n>", "images of each set that is compared", whole(2, MANY), {
			fallbackText: "1000",
			needs: NEEDS.metrics,
		}),
		detector: text("<file>", "feature extractor, ONNX, for the metrics that want one", { needs: NEEDS.detectorMetric }),
		dataCheck: choice<"pixels" | "headers">(
			"<depth>",
			"how thoroughly images are checked before the start",
			["pixels", "headers"],
			{ fallback: "pixels" },
		),
		dataIgnore: value<readonly FindingKind[]>(
			"<kinds>",
			`faults of the cameras that are meant and not looked for, of ${SET_FINDING_KINDS.join(", ")}`,
			(words) => parseKinds(words, SET_FINDING_KINDS),
		),
	}),
	...NEW_SETTINGS,
	...MORE_SETTINGS,
	...under(SCHEDULES, {
		resume_blur: { ...truth("blur also when a network is trained further"), needs: NEEDS.network },
	}),
	...under(RECONSTRUCTION, {
		latents: text("<file>", "latents of the images (.safetensors), as 'dataset latents' writes them"),
	}),
	...KNOWN_LATENTS,
	...AUGMENTATION,
	...under("Engine:", {
		dryRun: flag("check everything, say what the run would be, and end", { isRecorded: false }),
		...DEVICE,
		...THREADS,
		...SAID,
	}),
};

/** As the command line gives them; what is absent was not given. */
export type TrainCommandOptions = OptionsOf<typeof TRAIN>;

type GivenSettings = {
	[K in keyof typeof ALL_SETTINGS as SettingName<K>]?: NonNullable<TrainCommandOptions[K]>;
};

/** What was given of the run itself. */
export function givenSettings(options: TrainCommandOptions): Partial<TrainingSettings> {
	const given = Object.keys(ALL_SETTINGS).flatMap((name) => {
		const found = options[name as keyof TrainCommandOptions];
		return found === undefined ? [] : [[settingName(name), found]];
	});
	return Object.fromEntries(given) as GivenSettings;
}

/** Settings of a run by the names of their options, without those that have no effect. */
export function settingOptions(
	settings: TrainingSettings,
	{ latents }: Pick<TrainCommandOptions, "latents">,
): Readonly<Record<string, unknown>> {
	const all = Object.fromEntries(
		Object.keys(ALL_SETTINGS).map((name) => [name, settings[settingName(name) as keyof TrainingSettings]]),
	);
	const idle = idleOptions(ALL_SETTINGS, { latents, ...all });
	return { ...all, ...Object.fromEntries(idle.map((name) => [name, undefined])) };
}

/** Names of metrics, or `none`. */
export function parseMetricList(words: string): ReturnType<typeof parseMetricNames> {
	return words === "none" ? [] : parseMetricNames(words);
}

/**
 * The options of a run that was started in another folder: relative paths that counted from the folder `from` count from the
 * folder `to`.
 */
export function pathsFrom(from: string, to: string, options: TrainCommandOptions): TrainCommandOptions {
	if (resolve(from) === resolve(to)) return options;
	const moved = (path: string): string => (isAbsolute(path) ? path : relative(to, resolve(from, path)) || ".");
	const { data, latents, detector, outdir, resume } = options;
	return {
		...options,
		...(data?.kind === "files" ? { data: { ...data, path: moved(data.path) } } : {}),
		...(latents === undefined ? {} : { latents: moved(latents) }),
		...(detector === undefined ? {} : { detector: moved(detector) }),
		...(outdir === undefined ? {} : { outdir: moved(outdir) }),
		// what is no file is the name of an embedded network
		...(resume !== undefined && existsSync(resolve(from, resume)) ? { resume: moved(resume) } : {}),
	};
}
