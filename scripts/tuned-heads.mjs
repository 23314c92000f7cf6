/**
 * What a training set does to eyes and borders: `heads`, whose people look where they look, learns further from pictures
 * alone, on four sets that differ in gaze and in poses: equally long, from equal seeds, with the same people in them.
 *
 *     npm run build
 *     node scripts/tuned-heads.mjs teach   --work <folder> [--kimg 10]
 *     node scripts/tuned-heads.mjs measure --work <folder> [--people 64] [--at 1,2,4,7,10]
 *
 * `teach` goes on where it stopped. `measure` runs `triplane eyes` on snapshots and on `heads` itself, `triplane angles`
 * on the last ones, and prints the tables of docs/findings.md. What was measured before is taken from --work.
 */

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { estimate } from "./measured-table.mjs";
import { runOf, snapshotsIn } from "./training-runs.mjs";

const PROGRAM = join(dirname(dirname(fileURLToPath(import.meta.url))), "dist", "cli", "main.js");

/** Where cameras stand, and where people look. */
const SETS = ["rebalanced,camera", "frontal,camera", "frontal,free", "rebalanced,free"].map((people) => ({
	name: people.replace(",", "-"),
	people,
}));
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
		at: { type: "string", default: "1,2,4,7,10" },
	},
});
const [step = ""] = positionals;
const steps = { teach, measure };
if (options.work === undefined || !Object.hasOwn(steps, step)) {
	console.error("tuned-heads: want teach or measure, and --work <folder>");
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

function teach() {
	for (const { name, people } of SETS) {
		const run = runOf(runs, name);
		const begin = ["--people", `heads:${people},seed=${PEOPLE_SEED}`, ...LESSONS, "--desc", name, "--outdir", runs];
		triplane(["teach", ...(run ? ["--resume", run] : begin), "--kimg", options.kimg]);
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
