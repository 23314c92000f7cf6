/**
 * What a training set does to eyes and borders: `heads`, whose people look where they look, is trained further against a
 * discriminator on three sets that differ in one thing at a time, equally long and from equal seeds. Two of them differ in
 * gaze alone, two in poses alone.
 *
 *     npm run build
 *     node scripts/tuned-heads.mjs train   --work <folder> [--kimg 10] [--slice 2.5] [--side 64]
 *     node scripts/tuned-heads.mjs measure --work <folder> [--people 64]
 *
 * All three take a slice in turn, so that a run that is stopped has three networks of one age; it goes on where it stopped.
 * `measure` runs `triplane eyes` on every snapshot and on `heads` itself, `triplane angles` on the last ones, and prints
 * the tables of docs/findings.md. What was measured before is taken from --work.
 */

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { estimate } from "./measured-table.mjs";
import { runOf, snapshotsIn } from "./training-runs.mjs";

const PROGRAM = join(dirname(dirname(fileURLToPath(import.meta.url))), "dist", "cli", "main.js");

/** Test of gaze: the first two. Test of poses: the last two. */
const SETS = [
	{ name: "wide-camera", data: "heads:rebalanced,camera" },
	{ name: "wide-free", data: "heads:rebalanced,free" },
	{ name: "frontal-free", data: "heads:frontal,free" },
];
/** People of the sets: others than `heads` was taught from, and more than are shown. */
const PEOPLE = "seed=20,count=50000";

const { values: options, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		work: { type: "string" },
		kimg: { type: "string", default: "10" },
		slice: { type: "string", default: "2.5" },
		side: { type: "string", default: "64" },
		people: { type: "string", default: "64" },
	},
});
const [step = ""] = positionals;
const steps = { train, measure };
if (options.work === undefined || !Object.hasOwn(steps, step)) {
	console.error("tuned-heads: want train or measure, and --work <folder>");
	process.exit(2);
}
const work = options.work;
const runs = join(work, "runs");
mkdirSync(runs, { recursive: true });
steps[/** @type {keyof typeof steps} */ (step)]();

/** @param {readonly string[]} args */
function triplane(args) {
	console.log(`triplane ${args.join(" ")}`);
	const { status, signal } = spawnSync(process.execPath, [PROGRAM, ...args], { stdio: "inherit" });
	if (status !== 0) process.exit(status ?? (signal === "SIGINT" ? 130 : 1));
}

function train() {
	const [total, slice] = [Number(options.kimg), Number(options.slice)];
	for (let kimg = Math.min(slice, total); ; kimg = Math.min(kimg + slice, total)) {
		for (const { name, data } of SETS) {
			const run = runOf(runs, name);
			if (snapshotsIn(run).some((snapshot) => snapshot.kimg >= Math.floor(kimg))) continue;
			const begin = ["--resume", "heads", "--data", `${data},${PEOPLE}`, "--outdir", runs, "--desc", name];
			const size = ["--neural_rendering_resolution_initial", options.side];
			triplane([
				"train",
				...(run ? ["--resume", run] : [...begin, ...size, "--device", "cpu"]),
				...["--kimg", String(kimg), "--snap", "0"],
			]);
		}
		if (kimg >= total) return;
	}
}

function measure() {
	const networks = [{ name: "heads", kimg: 0, path: "heads" }].concat(
		SETS.flatMap(({ name }) => snapshotsIn(runOf(runs, name)).map((snapshot) => ({ name, ...snapshot }))),
	);
	const rows = networks.map(({ name, kimg, path }) => {
		const outdir = join(work, "eyes", `${name}-${kimg}`);
		const file = join(outdir, "eyes.json");
		if (!existsSync(file)) {
			const people = `0-${Number(options.people) - 1}`;
			triplane(["eyes", "--network", path, "--seeds", people, "--reader", "300", "--outdir", outdir, "--quiet"]);
		}
		return [name, String(kimg), ...eyesOf(JSON.parse(readFileSync(file, "utf8")))];
	});
	const header = ["set", "kimg", "irises found", "gaze slope", "read slope", "eye over white, as rendered", "hollow"];
	for (const cells of [header, header.map(() => "---"), ...rows]) console.log(`| ${cells.join(" | ")} |`);
	const last = SETS.slice(1).map(({ name }) => snapshotsIn(runOf(runs, name)).at(-1)?.path);
	const outdir = join(work, "angles");
	if (last.every((path) => path !== undefined) && !existsSync(join(outdir, "angles.json"))) {
		const people = `0-${Number(options.people) - 1}`;
		triplane(["angles", "--network", last.join(","), "--seeds", "0", "--stat-seeds", people, "--outdir", outdir]);
	}
}

/** @param {any} record  of `triplane eyes` */
function eyesOf({ result: [{ summary }] }) {
	const rendered = summary.usual.find((/** @type {any} */ surface) => surface.level === null);
	return [
		`${summary.found} of ${summary.people}`,
		estimate(summary.slope, 3),
		estimate(summary.readSlope, 3),
		estimate(rendered.ballDepth, 3),
		`${(100 * rendered.concaveShare).toFixed(0)} %`,
	];
}
