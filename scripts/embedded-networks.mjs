/**
 * Makes the networks that come with the package: three sets of synthetic heads, three trainings that differ in their set
 * alone, and of each the generator's moving average.
 *
 *     npm run build
 *     node scripts/embedded-networks.mjs data   --work <folder>
 *     node scripts/embedded-networks.mjs train  --work <folder> --kimg 300 [--slice 20] [--only heads-frontal,…] [-- options]
 *     node scripts/embedded-networks.mjs export --work <folder>
 *
 * `train` goes on where it stopped, also after Ctrl-C. The networks take turns of `--slice` thousand images, so that they
 * are equally far whenever one looks. Options after `--` are those of `triplane train` and go to new runs only.
 */

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const PROGRAM = join(ROOT, "dist", "cli", "main.js");

/** All sets show the same people; they differ in where cameras stand and where people look. */
const NETWORKS = [
	{ name: "heads-frontal", poses: "frontal", gaze: "camera" },
	{ name: "heads-rebalanced", poses: "rebalanced", gaze: "camera" },
	{ name: "heads-free-gaze", poses: "rebalanced", gaze: "free" },
];
const PORTRAITS = 20_000;
/** Of the people who are trained on; others are kept for measuring. */
const SEED = 1;
const RESOLUTION = 64;
const CONFIGURATION = ["--cfg", "heads64", "--batch", "8", "--gamma", "0.3", "--seed", "0"];
/** A snapshot every ten thousand images; images were checked when they were made. */
const REPORTS = ["--tick", "1", "--snap", "10", "--save-minutes", "5", "--data-check", "headers"];

const { values: options, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		work: { type: "string" },
		kimg: { type: "string", default: "300" },
		slice: { type: "string", default: "20" },
		only: { type: "string" },
	},
});
const [step = "", ...trainOptions] = positionals;
const work = options.work;
const steps = { data: makeData, train: trainAll, export: exportAll };
if (work === undefined || !Object.hasOwn(steps, step)) {
	console.error("embedded-networks: want data, train or export, and --work <folder>");
	process.exit(2);
}
mkdirSync(work, { recursive: true });
steps[/** @type {keyof typeof steps} */ (step)](work);

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
	for (const { name, poses, gaze } of chosen()) {
		const out = datasetOf(folder, name);
		if (existsSync(out)) continue;
		const set = ["--poses", poses, "--gaze", gaze, "--count", String(PORTRAITS), "--seed", String(SEED)];
		triplane("dataset", "heads", ...set, "--resolution", String(RESOLUTION), "--out", out);
	}
}

/**
 * The run of a network, if there is one.
 * @param {string} folder @param {string} name
 */
function runOf(folder, name) {
	const runs = join(folder, "runs");
	const found = existsSync(runs) ? readdirSync(runs).filter((run) => run.endsWith(`-${name}`)) : [];
	return found.length > 0 ? join(runs, found.sort().at(-1) ?? "") : null;
}

/** @param {string} folder */
function trainAll(folder) {
	const [total, slice] = [Number(options.kimg), Number(options.slice)];
	for (let kimg = Math.min(slice, total); ; kimg = Math.min(kimg + slice, total)) {
		for (const { name } of chosen()) trainTo(folder, name, kimg);
		if (kimg >= total) return;
	}
}

/**
 * A run that is over is over: it is continued to more images, and left alone where it has them.
 * @param {string} folder @param {string} name @param {number} kimg
 */
function trainTo(folder, name, kimg) {
	const run = runOf(folder, name);
	if (run) return triplane("train", "--resume", run, "--kimg", String(kimg));
	const places = ["--data", datasetOf(folder, name), "--outdir", join(folder, "runs"), "--desc", name];
	triplane("train", ...CONFIGURATION, ...REPORTS, ...places, "--kimg", String(kimg), ...trainOptions);
}

/** @param {string} folder */
function exportAll(folder) {
	for (const { name } of chosen()) {
		const run = runOf(folder, name);
		const snapshots = run ? readdirSync(run).filter((file) => file.startsWith("network-snapshot-")) : [];
		const last = snapshots.sort().at(-1);
		if (run === null || last === undefined) throw new Error(`embedded-networks: '${name}' has no snapshot yet`);
		const out = join(ROOT, "assets", "networks", `${name}.safetensors`);
		const kept = ["--format", "safetensors", "--keep", "G_ema"];
		triplane("export", "--network", join(run, last), ...kept, "--out", out);
	}
}
