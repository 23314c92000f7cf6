/**
 * What a training set does to eyes and borders: `heads`, whose people look where they look, learns further from pictures
 * alone, on four sets that differ in gaze and in poses: equally long, from equal seeds, with the same people in them.
 *
 *     npm run build
 *     node scripts/tuned-heads.mjs teach   --work <folder> [--kimg 10]
 *     node scripts/tuned-heads.mjs measure --work <folder> [--people 64] [--at 1,3,10] [--only <set>,…]
 *
 * `teach` goes on where it stopped. `measure` runs `triplane eyes` on snapshots and on `heads` itself, and `triplane angles`
 * on the last ones of two sets that differ in poses alone; it writes tables and figures of docs/findings.md. What was
 * measured before is taken from --work.
 */

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import sharp from "sharp";
import { colourPixels, personOfSeed, sheetOf, trainingOrbit, viewCameraAt } from "triplane";
import { loadGenerator } from "triplane/node";
import { estimate, percent, putTable } from "./measured-table.mjs";
import { runOf, snapshotsIn } from "./training-runs.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const PROGRAM = join(ROOT, "dist", "cli", "main.js");
const PAGE = join(ROOT, "docs", "findings.md");
const FIGURES = join(ROOT, "docs", "findings");

/** Where cameras stand, and where people look. */
const SETS = ["rebalanced,camera", "frontal,camera", "frontal,free", "rebalanced,free"].map((people) => ({
	name: people.replace(",", "-"),
	people,
}));
/** Two that differ in poses alone. */
const POSES = ["frontal-camera", "rebalanced-camera"];
/** Of the figure: people without glasses or hair over their eyes, from sides that all sets show often. */
const SHOWN = { seeds: [0, 5, 7], yaws: [-24, 0, 24], side: 160, fovDegrees: 11 };
/** Of the sets: others than `heads` was taught from, and than are shown. */
const PEOPLE_SEED = 20;
/** Sizes of `heads`, and how it learns: from colours, as in any picture, without depths or points. */
const LESSONS = [
	...["--resume", "heads", "--cfg", "heads128", "--cbase", "4096", "--triplane-depth", "3"],
	...["--lessons", "pictures", "--trait-steps", "0", "--lr", "0.004", "--pool", "256", "--fresh", "2"],
	...["--tick", "1", "--snap", "1", "--judged", "4"],
];

const { values: options, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		work: { type: "string" },
		kimg: { type: "string", default: "10" },
		people: { type: "string", default: "64" },
		at: { type: "string", default: "1,3,10" },
		only: { type: "string", default: SETS.map(({ name }) => name).join(",") },
	},
});
const [step = ""] = positionals;
const steps = { teach, measure };
if (options.work === undefined || !Object.hasOwn(steps, step)) {
	console.error("tuned-heads: want teach or measure, and --work <folder>");
	process.exit(2);
}
const work = options.work;
const chosen = SETS.filter(({ name }) => options.only.split(",").includes(name));
const runs = join(work, "runs");
mkdirSync(runs, { recursive: true });
const SEEDS = `0-${Number(options.people) - 1}`;
await steps[/** @type {keyof typeof steps} */ (step)]();

/** @param {readonly string[]} args */
function triplane(args) {
	console.log(`triplane ${args.join(" ")}`);
	const { status, signal } = spawnSync(process.execPath, [PROGRAM, ...args], { stdio: "inherit" });
	if (status !== 0) process.exit(status ?? (signal === "SIGINT" ? 130 : 1));
}

function teach() {
	for (const { name, people } of chosen) {
		const run = runOf(runs, name);
		const begin = ["--people", `heads:${people},seed=${PEOPLE_SEED}`, ...LESSONS, "--desc", name, "--outdir", runs];
		triplane(["teach", ...(run ? ["--resume", run] : begin), "--kimg", options.kimg]);
	}
}

async function measure() {
	const at = options.at.split(",").map(Number);
	const networks = [{ name: "heads", kimg: 0, path: "heads" }].concat(
		chosen.flatMap(({ name }) =>
			snapshotsIn(runOf(runs, name)).flatMap((one) => (at.includes(one.kimg) ? [{ name, ...one }] : [])),
		),
	);
	const rows = networks.map(({ name, kimg, path }) => {
		const outdir = join(work, "eyes", `${name}-${kimg}`);
		const record = measured(join(outdir, "eyes.json"), [
			"eyes",
			"--network",
			path,
			"--seeds",
			SEEDS,
			"--outdir",
			outdir,
		]);
		return [name.replace("-", ", "), String(kimg), ...eyesOf(record)];
	});
	const header = [
		"learned from",
		"thousand people",
		"irises found",
		"apparent slope",
		"gaze slope",
		"eye over white",
		"eye over rim",
		"hollow",
	];
	putTable(PAGE, "tuned-eyes", header, rows);
	const last = networks.filter(({ kimg }) => kimg === at.at(-1));
	await figure([...networks.slice(0, 1), ...last]);
	const pair = POSES.map((name) => last.find((one) => one.name === name)?.path);
	if (pair.every((path) => path !== undefined)) measureBorders(pair);
}

/** @param {readonly string[]} pair  paths of networks whose sets differ in poses */
function measureBorders(pair) {
	const outdir = join(work, "angles");
	const args = ["angles", "--network", pair.join(","), "--seeds", "0", "--stat-seeds", SEEDS, "--outdir", outdir];
	const { result } = measured(join(outdir, "angles.json"), args);
	const [frontal, wide] = result.networks;
	const rows = frontal.curve.map((/** @type {any} */ place, /** @type {number} */ index) => {
		const [a, b] = [frontal, wide].map(({ statistics }) => statistics.curve[index]);
		const all = [a.missedFraction, b.missedFraction, a.darkFraction, b.darkFraction];
		return [`${place.trueDegrees.yaw.toFixed(0)}°`, ...all.map(percent)];
	});
	const shown = rows.filter((/** @type {string[]} */ [yaw = ""]) =>
		["0", "45", "75", "90"].includes(/\d+/.exec(yaw)?.[0] ?? ""),
	);
	const header = ["nothing hit, frontal", "nothing hit, rebalanced", "dark, frontal", "dark, rebalanced"];
	putTable(PAGE, "tuned-borders", ["true yaw", ...header], shown);
}

/**
 * Faces of three people from five sides, network beneath network.
 * @param {readonly { name: string, path: string }[]} networks
 */
async function figure(networks) {
	const rows = [];
	for (const { path } of networks) {
		const generator = await loadGenerator(path, { device: "cpu" });
		const { rendering } = generator.config;
		const row = [];
		for (const seed of SHOWN.seeds) {
			const { ws, planes } = await personOfSeed(generator, seed, { truncationPsi: 1, truncationCutoff: null });
			for (const yaw of SHOWN.yaws) {
				const camera = viewCameraAt({ yaw, pitch: 0 }, trainingOrbit(rendering), SHOWN.fovDegrees);
				const { imageRaw } = await generator.render(planes, ws, camera.label, {
					neuralRenderingResolution: SHOWN.side,
				});
				row.push(colourPixels(imageRaw));
			}
		}
		await generator.dispose();
		rows.push(row);
	}
	const { width, height, data } = sheetOf(rows);
	const picture = sharp(data, { raw: { width, height, channels: 3 } }).webp({ quality: 85 });
	await picture.toFile(join(FIGURES, "tuned-eyes.webp"));
}

/**
 * The record of a command, which runs unless it is there.
 * @param {string} file @param {readonly string[]} args
 */
function measured(file, args) {
	if (!existsSync(file)) triplane([...args, "--quiet"]);
	return JSON.parse(readFileSync(file, "utf8"));
}

/** @param {any} record  of `triplane eyes` */
function eyesOf({ result: [{ summary }] }) {
	const rendered = summary.usual.find((/** @type {any} */ surface) => surface.level === null);
	return [
		`${summary.found} of ${summary.people}`,
		estimate(summary.apparentSlope),
		estimate(summary.slope),
		estimate(rendered.ballDepth, 3),
		estimate(rendered.rimDepth, 3),
		`${(100 * rendered.concaveShare).toFixed(0)} %`,
	];
}
