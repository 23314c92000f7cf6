/**
 * Makes the networks that come with the package: three sets of synthetic heads, three trainings that differ in their set
 * alone, and of each the generator's moving average.
 *
 *     npm run build
 *     node scripts/embedded-networks.mjs data   --work <folder>
 *     node scripts/embedded-networks.mjs train  --work <folder> --kimg 48 [--slice 2] [--only heads-frontal,…] [-- options]
 *     node scripts/embedded-networks.mjs export --work <folder>
 *     node scripts/embedded-networks.mjs measure --work <folder>
 *
 * `train` goes on where it stopped, also after Ctrl-C. As many networks train at a time as there are cores, each on one
 * thread, and they take turns of `--slice` thousand images, so that they are equally far whenever one looks. Options after
 * `--` are those of `triplane train` and go to new runs only. `measure` measures snapshots against people whom no network has
 * seen, and writes the curves into assets/networks/README.md.
 */

import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { putTable, withInterval } from "./measured-table.mjs";
import { runOf, snapshotsIn } from "./training-runs.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const PROGRAM = join(ROOT, "dist", "cli", "main.js");

/** All sets show the same people; they differ in where cameras stand and where people look. */
const NETWORKS = [
	{ name: "heads-frontal", poses: "frontal", gaze: "camera" },
	{ name: "heads-rebalanced", poses: "rebalanced", gaze: "camera" },
	{ name: "heads-free-gaze", poses: "rebalanced", gaze: "free" },
];
const PORTRAITS = 10_000;
/** Of the people who are trained on; others are kept for measuring. */
const SEED = 1;
/** Of people who are kept for measuring. */
const HELD_OUT = { seed: 2, count: 1200 };
const RESOLUTION = 64;
/** Thousands of images without a discriminator: the generator reconstructs the image of each person's latent. */
const RECONSTRUCTED = 36;
const CONFIGURATION = [
	...["--cfg", "heads64", "--map_lr_mul", "1", "--batch", "8", "--gamma", "0.3", "--seed", "0"],
	...["--blur_init_sigma", "0"],
];
/** Thousands of images: broad colours first, then edges, then the discriminator and as many rays as the network is made for. */
const STAGES = [
	{ until: 12, rays: 16, edges: 0 },
	{ until: RECONSTRUCTED, rays: 16, edges: 4 },
	{ until: Number.POSITIVE_INFINITY, rays: 32, edges: 4 },
];
/** A snapshot every four thousand images; images were checked when they were made. */
const REPORTS = ["--tick", "1", "--snap", "4", "--save-minutes", "5", "--data-check", "headers"];

const CARDS = join(ROOT, "assets", "networks", "README.md");
const METRICS = "fd-random,kd-random,pr-random,pose-random,consistency";
const DEPTHS = ["depth-error", "depth-shift", "depth-relief"];
/** Thousands of images between the snapshots that are measured; the last one is, too. */
const MEASURED_EVERY = 12;
/** What the cards show of each snapshot. */
const CURVES = ["fd-random", "kd-random", "precision-random", "recall-random", "pose-random-yaw", "consistency-image"];

const { values: options, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		work: { type: "string" },
		kimg: { type: "string", default: "48" },
		slice: { type: "string", default: "2" },
		only: { type: "string" },
	},
});
const [step = "", ...trainOptions] = positionals;
const work = options.work;
const steps = { data: makeData, train: trainAll, export: exportAll, measure: measureAll };
if (work === undefined || !Object.hasOwn(steps, step)) {
	console.error("embedded-networks: want data, train, export or measure, and --work <folder>");
	process.exit(2);
}
mkdirSync(work, { recursive: true });
await steps[/** @type {keyof typeof steps} */ (step)](work);

/** @param {readonly string[]} args */
function triplane(...args) {
	const { status, signal } = spawnSync(process.execPath, [PROGRAM, ...args], { stdio: "inherit" });
	if (status !== 0) process.exit(status ?? (signal === "SIGINT" ? 130 : 1));
}

function chosen() {
	const names = options.only?.split(",");
	return NETWORKS.filter(({ name }) => names?.includes(name) ?? true);
}

/** @param {string} folder @param {string} name */
function datasetOf(folder, name) {
	return join(folder, `${name}.zip`);
}

/** @param {string} folder */
function makeData(folder) {
	for (const network of chosen()) {
		makeSet(datasetOf(folder, network.name), network, SEED, PORTRAITS);
		makeLatents(latentsOf(folder, network.name), network);
	}
}

/** Who the people of a set are. @param {string} out @param {{ poses: string, gaze: string }} network */
function makeLatents(out, network) {
	if (existsSync(out)) return;
	triplane("dataset", "latents", ...peopleOf(network, SEED, PORTRAITS), "--out", out);
}

/** @param {{ poses: string, gaze: string }} network @param {number} seed @param {number} count */
function peopleOf({ poses, gaze }, seed, count) {
	return ["--poses", poses, "--gaze", gaze, "--count", String(count), "--seed", String(seed)];
}

/** @param {string} folder @param {string} name */
function latentsOf(folder, name) {
	return join(folder, `${name}.latents.safetensors`);
}

/** @param {string} out @param {{ poses: string, gaze: string }} network @param {number} seed @param {number} count */
function makeSet(out, network, seed, count) {
	if (existsSync(out)) return;
	triplane("dataset", "heads", ...peopleOf(network, seed, count), "--resolution", String(RESOLUTION), "--out", out);
}

/**
 * Options of the turn that ends at `kimg`.
 * @param {number} kimg
 */
function stageBefore(kimg) {
	const stage = STAGES.find(({ until }) => kimg <= until);
	const reconstruction = ["--recon_kimg", String(RECONSTRUCTED), "--recon_edges", String(stage?.edges)];
	return ["--neural_rendering_resolution_initial", String(stage?.rays), ...reconstruction];
}

/**
 * Whoever is free takes the next turn.
 * @param {string} folder
 */
function trainAll(folder) {
	/** @type {Map<string, Promise<void>>} */
	const busy = new Map();
	const turns = turnsOf(Number(options.kimg), Number(options.slice));
	const trainer = async () => {
		for (let turn = turns.shift(); turn !== undefined; turn = turns.shift()) {
			const { name, kimg } = turn;
			const running = (busy.get(name) ?? Promise.resolve()).then(() => trainTo(folder, name, kimg));
			busy.set(name, running);
			await running;
		}
	};
	return Promise.all(Array.from({ length: availableParallelism() }, trainer));
}

/** @param {number} total @param {number} slice */
function turnsOf(total, slice) {
	const stops = Array.from({ length: Math.ceil(total / slice) }, (_, turn) => Math.min((turn + 1) * slice, total));
	return stops.flatMap((kimg) => chosen().map(({ name }) => ({ name, kimg })));
}

/**
 * A run that is over is over: it is continued to more images, and left alone where it has them.
 * @param {string} folder @param {string} name @param {number} kimg
 * @returns {Promise<void>}
 */
function trainTo(folder, name, kimg) {
	const run = runOf(join(folder, "runs"), name);
	if (snapshotsIn(run).some((snapshot) => snapshot.kimg >= kimg)) return Promise.resolve();
	const data = ["--data", datasetOf(folder, name), "--latents", latentsOf(folder, name)];
	const places = [...data, "--outdir", join(folder, "runs"), "--desc", name];
	const begin = [...CONFIGURATION, ...REPORTS, ...places, "--threads", "1", ...trainOptions];
	const args = ["train", ...(run ? ["--resume", run] : begin), ...stageBefore(kimg), "--kimg", String(kimg)];
	return new Promise((resolve) => {
		const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: "inherit" });
		const stop = () => child.kill("SIGTERM");
		process.once("SIGTERM", stop);
		child.once("exit", (status, signal) => {
			process.off("SIGTERM", stop);
			if (status !== 0) process.exit(status ?? (signal === "SIGINT" ? 130 : 1));
			resolve();
		});
	});
}

/** Snapshots of a network from the first to the last. @param {string} folder @param {string} name */
function snapshotsOf(folder, name) {
	const snapshots = snapshotsIn(runOf(join(folder, "runs"), name));
	if (snapshots.length === 0) throw new Error(`embedded-networks: '${name}' has no snapshot yet`);
	return snapshots;
}

/** @param {string} folder */
function measureAll(folder) {
	for (const network of chosen()) {
		const data = join(folder, `held-out-${network.name}.zip`);
		makeSet(data, network, HELD_OUT.seed, HELD_OUT.count);
		const snapshots = snapshotsOf(folder, network.name);
		const picked = snapshots.filter(({ kimg }, index) => kimg % MEASURED_EVERY === 0 || index === snapshots.length - 1);
		const rows = picked.map(({ path, kimg }, index) => {
			const { values, floor, ceiling } = measured(path, data, index === 0);
			const bounds = index === 0 ? { floor, ceiling } : null;
			return { kimg, values, bounds };
		});
		const bounds = rows[0]?.bounds;
		const cells = (/** @type {any} */ values) =>
			CURVES.map((name) => (values[name] ? withInterval(values[name].value, values[name].interval) : "–"));
		putTable(
			CARDS,
			network.name,
			["kimg", ...CURVES],
			[
				...rows.map(({ kimg, values }) => [String(kimg), ...cells(values)]),
				...(bounds
					? [
							["floor", ...cells(bounds.floor ?? {})],
							["ceiling", ...cells(bounds.ceiling ?? {})],
						]
					: []),
			],
		);
	}
	measureDepth(folder);
}

/**
 * The depth of the finished networks, which only people made on the fly have the truth of.
 * @param {string} folder
 */
function measureDepth(folder) {
	const rows = chosen().map(({ name, poses, gaze }) => {
		const network = snapshotsOf(folder, name).at(-1)?.path ?? "";
		const data = `heads:${poses},${gaze},seed=${HELD_OUT.seed},count=${HELD_OUT.count}`;
		const { values, floor } = measured(network, data, true, "depth");
		const cell = (/** @type {any} */ set, /** @type {string} */ key) =>
			set?.[key] ? withInterval(set[key].value, set[key].interval, 3) : "–";
		return [name, ...DEPTHS.flatMap((key) => [cell(values, key), cell(floor, key)])];
	});
	putTable(CARDS, "depth", ["network", ...DEPTHS.flatMap((key) => [key, "floor"])], rows);
}

/** @param {string} network @param {string} data @param {boolean} bounds @param {string} metrics */
function measured(network, data, bounds, metrics = METRICS) {
	const kept = `${network}.${metrics.split(",")[0]}.json`;
	if (!existsSync(kept)) {
		const args = ["metrics", "--network", network, "--data", data, "--metrics", metrics, "--count", "300"];
		const { status, stdout } = spawnSync(
			process.execPath,
			[PROGRAM, ...args, "--json", ...(bounds ? ["--bounds"] : [])],
			{
				stdio: ["ignore", "pipe", "inherit"],
				encoding: "utf8",
			},
		);
		if (status !== 0) process.exit(status ?? 1);
		writeFileSync(kept, stdout);
	}
	return JSON.parse(readFileSync(kept, "utf8"));
}

/** @param {string} folder */
function exportAll(folder) {
	for (const { name } of chosen()) {
		const last = snapshotsOf(folder, name).at(-1)?.path ?? "";
		const out = join(ROOT, "assets", "networks", `${name}.safetensors`);
		const kept = ["--format", "safetensors", "--keep", "G_ema"];
		triplane("export", "--network", last, ...kept, "--out", out);
	}
}
