/**
 * The two controlled tests of docs/findings.md, measured again: where do dark borders come from, and where eyes that follow
 * the camera? Networks that come with the package, alike in everything but their training sets, side by side.
 *
 *     npm run build
 *     node scripts/findings.mjs --work <folder> [--people 64] [--only angles,distance,eyes]
 *
 * Runs `triplane dataset heads`, `angles`, `metrics` and `eyes`, puts figures into docs/findings/, and writes the measured
 * tables into docs/findings.md, between the comments that name them. What was measured before is taken from --work.
 */

import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import sharp from "sharp";
import { bootstrapDifference } from "triplane/analysis";
import { estimate, percent, putTable, withInterval } from "./measured-table.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const PROGRAM = join(ROOT, "dist", "cli", "main.js");
const PAGE = join(ROOT, "docs", "findings.md");
const FIGURES = join(ROOT, "docs", "findings");

const { values: options } = parseArgs({
	options: {
		work: { type: "string" },
		people: { type: "string", default: "64" },
		only: { type: "string", default: "angles,distance,eyes" },
	},
});
if (options.work === undefined) {
	console.error("findings: want --work <folder>");
	process.exit(2);
}
const work = options.work;
const people = Number(options.people);
const seeds = `0-${people - 1}`;
mkdirSync(work, { recursive: true });
mkdirSync(FIGURES, { recursive: true });

/** Test a: the sets differ in poses. Test b: in gaze. */
const POSES = ["heads-frontal", "heads-rebalanced"];
const GAZES = ["heads-rebalanced", "heads-free-gaze"];
/** The report's level of the surface. */
const SURFACE = 10;
/** True yaws whose images are compared with real ones, degrees; of each, what is seen from 7.5° to either side. */
const SIDES = [0, 15, 30, 45, 60];
const HELD_OUT = 3000;
/** Synthetic heads of each kind of gaze, measured beside. */
const CONTROL = "24";

const tests = { angles: measureAngles, distance: measureDistance, eyes: measureEyes };
for (const name of options.only.split(",")) {
	const test = tests[/** @type {keyof typeof tests} */ (name)];
	if (!test) throw new Error(`findings: no test '${name}', want ${Object.keys(tests).join(", ")}`);
	await test();
}

/**
 * Runs a command unless the file that it leaves is there already.
 * @param {string} result @param {readonly string[]} args
 */
function triplane(result, args) {
	if (!existsSync(result)) {
		console.log(`triplane ${args.join(" ")}`);
		const { status, stdout } = spawnSync(process.execPath, [PROGRAM, ...args], {
			stdio: ["ignore", "pipe", "inherit"],
			maxBuffer: 2 ** 28,
		});
		if (status !== 0) process.exit(status ?? 1);
		if (!existsSync(result)) writeFileSync(result, stdout);
	}
	return result.endsWith(".json") ? JSON.parse(readFileSync(result, "utf8")) : null;
}

async function measureAngles() {
	const outdir = join(work, "angles");
	const args = ["angles", "--network", POSES.join(","), "--seeds", "0", "--stat-seeds", seeds, "--outdir", outdir];
	const { result } = triplane(join(outdir, "angles.json"), args);
	copyFileSync(join(outdir, "angles-curves.svg"), join(FIGURES, "angles-curves.svg"));
	for (const network of POSES) {
		await sharp(join(outdir, `angles-0000-${network}.png`))
			.webp({ quality: 85 })
			.toFile(join(FIGURES, `angles-${network}.webp`));
	}
	const [first, second] = result.networks;
	const rows = first.curve.map((/** @type {any} */ place, /** @type {number} */ index) => {
		const [a, b] = [first, second].map(({ statistics }) => statistics.curve[index]);
		const d = result.difference[index];
		return [
			`${place.trueDegrees.yaw.toFixed(0)}°`,
			...[a.darkFraction, b.darkFraction, d.darkFraction].map(percent),
			...[a.missedFraction, b.missedFraction, d.missedFraction].map(percent),
		];
	});
	const header = ["true yaw", "dark, frontal", "dark, rebalanced", "difference"];
	putTable(PAGE, "angles", [...header, "nothing hit, frontal", "nothing hit, rebalanced", "difference"], rows);
}

function measureDistance() {
	const data = join(work, "held-out.zip");
	const set = ["--poses", "rebalanced", "--gaze", "camera", "--count", String(HELD_OUT), "--seed", "2"];
	triplane(data, ["dataset", "heads", ...set, "--resolution", "64", "--out", data]);
	const rows = SIDES.map((yaw) => {
		const range = `${yaw - 7.5},${yaw + 7.5}`;
		const measured = POSES.map((network) => {
			const args = [
				"metrics",
				"--network",
				network,
				"--data",
				data,
				`--yaw-range=${range}`,
				"--count",
				"128",
				"--json",
			];
			const metrics = ["--metrics", "fd-random,kd-random", "--bounds"];
			return triplane(join(work, `distance-${network}-${yaw}.json`), [...args, ...metrics]);
		});
		const [a, b] = measured;
		const cells = ["kd-random", "fd-random"].flatMap((name) => [
			...measured.map(({ values }) => withInterval(values[name].value, values[name].interval)),
			a.floor[name].value.toFixed(2),
			b.ceiling[name].value.toFixed(2),
		]);
		return [`${yaw}°`, ...cells];
	});
	const header = [
		"kd, frontal",
		"kd, rebalanced",
		"floor",
		"ceiling",
		"fd, frontal",
		"fd, rebalanced",
		"floor",
		"ceiling",
	];
	putTable(PAGE, "distance", ["true yaw", ...header], rows);
}

function measureEyes() {
	const records = [...GAZES, "heads-frontal"].map((network) => {
		const outdir = join(work, `eyes-${network}`);
		const control = network === GAZES[0] ? ["--control", CONTROL] : [];
		const args = ["eyes", "--network", network, "--seeds", seeds, "--reader", "300", ...control, "--outdir", outdir];
		const { result } = triplane(join(outdir, "eyes.json"), args);
		// There is none where no irises were found.
		const plots = join(outdir, "eyes-plots.svg");
		if (existsSync(plots)) copyFileSync(plots, join(FIGURES, `eyes-${network}.svg`));
		return result;
	});
	const socket = (/** @type {any} */ record, /** @type {number | null} */ level) =>
		record.summary.usual.find((/** @type {any} */ l) => l.level === level);
	const hollow = (/** @type {any} */ level) => `${(100 * level.concaveShare).toFixed(0)} %`;
	putTable(
		PAGE,
		"eyes",
		[
			"who",
			"read slope",
			"irises found",
			"gaze slope",
			"eye over white, as rendered",
			"hollow",
			`eye over white, sigma ${SURFACE}`,
			"hollow",
		],
		records.flat().map((record) => {
			const [rendered, surface] = [socket(record, null), socket(record, SURFACE)];
			return [
				record.subject,
				estimate(record.summary.readSlope),
				`${record.summary.found} of ${record.summary.people}`,
				estimate(record.summary.slope),
				estimate(rendered.ballDepth, 3),
				hollow(rendered),
				surface ? estimate(surface.ballDepth, 3) : "–",
				surface ? hollow(surface) : "–",
			];
		}),
	);
	const [camera, free] = records.map(([record]) => record);
	const slopes = [camera, free].map((record) => record.people.map((/** @type {any} */ person) => person.reading.slope));
	putTable(
		PAGE,
		"eyes-difference",
		["difference of read slopes, camera − free"],
		[[estimate(bootstrapDifference(slopes[0], slopes[1]))]],
	);
}
