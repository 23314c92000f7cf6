/**
 * How exactly `triplane align` finds the cameras of synthetic heads, and what corrects it.
 *
 *     npm run build
 *     node scripts/measure-alignment.mjs [--heads 240] [--fit] [--refine 16]
 *
 * Heads of seed 3 (their own poses: yaw within ±45°, pitch within ±20°), 256² pictures. Errors of yaw, pitch and roll in
 * degrees, of the crop in shares of the picture's side. `--fit` finds the numbers of `src/alignment/framings.ts` on the even
 * heads and shows what is left on the odd ones. `--refine` also inverts the crops of so many heads with `heads`, 200 steps in
 * w+, and compares the cameras that come out.
 */

import { parseArgs } from "node:util";
import { alignPhotograph, croppedPixels, FRAMINGS } from "triplane/alignment";
import { choleskyInPlace, solveCholesky } from "triplane/analysis";
import { viewCameraOfLabel } from "triplane/camera";
import { portraitLatent, renderImage, sceneOf } from "triplane/heads";
import { createRuntime } from "triplane/host";
import { findPerson, pictureOf, RECIPES } from "triplane/inversion";
import {
	loadGenerator,
	nodeOrtPlatform,
	openFaceFinder,
	readCanonicalFace,
	splitLabel,
	viewCameraAt,
} from "triplane/node";
import { RandomState } from "triplane/tensor";

const { values: options } = parseArgs({
	options: {
		heads: { type: "string", default: "240" },
		fit: { type: "boolean", default: false },
		refine: { type: "string", default: "0" },
	},
});
const SIDE = 256;
const ORBIT = { radius: 2.7, pivot: /** @type {const} */ ([0, 0, 0.2]) };
const PLAIN = {
	...FRAMINGS.heads,
	yaw: { slope: 1 },
	pitch: { constant: 0, slope: 1, square: 0 },
	roll: { turned: 0, both: 0 },
};

const runtime = await createRuntime(nodeOrtPlatform(), { device: "cpu", spinning: false });
const finder = await openFaceFinder(runtime);
const canonical = await readCanonicalFace();
const random = new RandomState(11);
const heads = [];
for (let head = 0; head < Number(options.heads); head++) {
	const [a = 0, b = 0] = random.rand(2);
	const [yaw, pitch] = [90 * a - 45, 40 * b - 20];
	const { label, distance } = viewCameraAt({ yaw, pitch }, ORBIT, 18.837);
	const picture = renderImage(sceneOf(portraitLatent({ seed: 3 }, head)), splitLabel(label), SIDE);
	const at = (/** @type {any} */ framing) => alignPhotograph(picture, { finder, canonical, framing }, 1);
	const [face] = (await at(FRAMINGS.heads)).shown;
	const [plain] = options.fit ? (await at(PLAIN)).shown : [];
	heads.push({ picture, yaw, pitch, distance, aligned: face?.aligned ?? null, plain: plain?.aligned ?? null });
}
const found = heads.filter(({ aligned }) => aligned !== null);
console.log(`${found.length} of ${heads.length} heads found`);
/** @param {string} name @param {number[]} errors */
const tell = (name, errors) => {
	const sizes = errors.map(Math.abs).sort((one, other) => one - other);
	const quantile = (/** @type {number} */ share) =>
		(sizes[Math.floor(share * (sizes.length - 1))] ?? Number.NaN).toFixed(2);
	console.log(`${name}: median ${quantile(0.5)}, 90 % within ${quantile(0.9)}, most ${quantile(1)}`);
};
const of = (/** @type {(head: any) => number} */ error) => found.map(error);
tell(
	"yaw",
	of(({ yaw, aligned }) => aligned.trueDegrees.yaw - yaw),
);
tell(
	"pitch",
	of(({ pitch, aligned }) => aligned.trueDegrees.pitch - pitch),
);
tell(
	"roll",
	of(({ aligned }) => aligned.rollDegrees),
);
tell(
	"side of the crop",
	of(({ aligned }) => aligned.crop.side / SIDE - 1),
);
tell(
	"centre of the crop",
	of(({ aligned }) => Math.hypot(...aligned.crop.centre.map((/** @type {number} */ v) => v / SIDE - 0.5))),
);
if (options.fit) showFit();
if (Number(options.refine) > 0) await showRefined(found.slice(0, Number(options.refine)));
await finder.dispose();

/** @param {any[]} some */
async function showRefined(some) {
	const generator = await loadGenerator("heads", { device: "cpu" });
	const { neuralRenderingResolution: side } = generator.config;
	const errors = [];
	for (const { picture, yaw, pitch, aligned } of some) {
		const { found } = await findPerson(
			{
				...{ generator, runtime, camera: aligned.label, refine: true, recipe: RECIPES.triplane, encoder: null },
				picture: pictureOf(croppedPixels(picture, aligned.crop, side)),
			},
			{ signal: new AbortController().signal },
		);
		const { trueDegrees } = viewCameraOfLabel(found.camera, ORBIT.pivot);
		errors.push({
			before: [aligned.trueDegrees.yaw - yaw, aligned.trueDegrees.pitch - pitch],
			after: [trueDegrees.yaw - yaw, trueDegrees.pitch - pitch],
		});
	}
	for (const when of /** @type {const} */ (["before", "after"])) {
		for (const [axis, name] of ["yaw", "pitch"].entries()) {
			tell(
				`${name} of ${some.length} heads ${when} refining`,
				errors.map((error) => error[when][axis] ?? Number.NaN),
			);
		}
	}
	await generator.dispose();
}

function showFit() {
	const even = found.filter((_, index) => index % 2 === 0);
	const odd = found.filter((_, index) => index % 2 === 1);
	/** @param {string} name @param {(head: any) => number[]} features @param {(head: any) => number} wanted */
	const fitted = (name, features, wanted) => {
		const solution = leastSquares(even.map(features), even.map(wanted));
		const rest = odd.map(
			(head) => features(head).reduce((sum, value, at) => sum + value * (solution[at] ?? 0), 0) - wanted(head),
		);
		console.log(`${name}: ${solution.map((value) => value.toPrecision(4)).join(", ")}`);
		tell("  left on the others", rest);
	};
	const angles = (/** @type {any} */ { plain }) => ({ ...plain.trueDegrees, roll: plain.rollDegrees });
	fitted(
		"yaw: slope",
		(head) => [angles(head).yaw],
		({ yaw }) => yaw,
	);
	fitted(
		"pitch: constant, slope",
		(head) => [1, angles(head).pitch],
		({ pitch }) => pitch,
	);
	fitted(
		"pitch: constant, slope, square",
		(head) => [1, angles(head).pitch, angles(head).pitch ** 2],
		({ pitch }) => pitch,
	);
	fitted(
		"roll: turned, both",
		(head) => [angles(head).yaw, angles(head).yaw * angles(head).pitch],
		(head) => angles(head).roll,
	);
	// side = scale · centimetres · distance / focal length
	fitted(
		"centimetres",
		({ plain, distance }) => [(plain.pose.scale * distance) / 4.2647],
		() => SIDE,
	);
}

/** @param {number[][]} rows @param {number[]} targets */
function leastSquares(rows, targets) {
	const size = rows[0]?.length ?? 0;
	const products = (/** @type {(row: number[], at: number) => number} */ of) =>
		rows.reduce((sum, row, at) => sum + of(row, at), 0);
	const normal = Float64Array.from({ length: size * size }, (_, place) =>
		products((row) => (row[Math.floor(place / size)] ?? 0) * (row[place % size] ?? 0)),
	);
	choleskyInPlace(normal, size);
	const right = Float64Array.from({ length: size }, (_, i) =>
		products((row, at) => (row[i] ?? 0) * (targets[at] ?? 0)),
	);
	return [...solveCholesky(normal, size, right)];
}
