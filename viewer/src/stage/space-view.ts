/**
 * The room that the picture is taken in: the box of the volume, the head's place, the camera with what it sees, and views to
 * click on. Seen from above and behind the camera's usual place, always the same way.
 */

import { html, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import type { Workbench } from "../app/workbench.ts";
import type { NetworkFacts } from "../engine/protocol.ts";
import { type Lens, lensOf, type Point, positionOnOrbit, verticalFov } from "../mesh/orbit.ts";
import { VIEW_DEFAULTS } from "../state/view-state.ts";
import { isOpen } from "../tools/tools-state.ts";

/** Of the drawing. */
const SIDE = 132;
/** Parts of a curve. */
const STEPS = 12;
/** Views to click on: letters as short as their place, yaw in degrees. */
const VIEWS: readonly (readonly [letter: string, name: string, yaw: number])[] = [
	["F", "front", 0],
	["", "three quarters, left", -45],
	["L", "profile, left", -90],
	["B", "back", 180],
	["R", "profile, right", 90],
	["", "three quarters, right", 45],
];

export function spaceView(bench: Workbench, facts: NetworkFacts): TemplateResult {
	const lens = lensOf(bench.state.camera, facts);
	const place = projection(facts.radius);
	const go = (yaw: number): void => bench.changeCamera({ ...VIEW_DEFAULTS.camera, yaw });
	return html`
		<svg class="space" viewBox="0 0 ${SIDE} ${SIDE}" role="group" aria-label="Box, camera and views">
			${trainingViews(facts, lens, place)} ${box(facts.boxWarp, place)} ${frustum(bench, lens, place)}
			${VIEWS.map(([letter, name, yaw]) => {
				const at = place(positionOnOrbit({ ...lens, yaw, pitch: 0, lookAt: [0, 0, 0] }).position);
				return svg`
					<g class="view" role="button" tabindex="0" aria-label="See the ${name}" @click=${() => go(yaw)}
						@keydown=${(event: KeyboardEvent) => {
							if (event.key !== "Enter" && event.key !== " ") return;
							event.preventDefault();
							go(yaw);
						}}>
						<circle cx=${at[0]} cy=${at[1]} r=${letter === "" ? 3.5 : 7.5} /><text x=${at[0]} y=${at[1] + 3.2}>${letter}</text>
						<title>${name}</title>
					</g>`;
			})}
		</svg>`;
}

type Place = (point: Point) => readonly [x: number, y: number];

/** From above, so that the circle of cameras is an ellipse that fills the drawing. */
function projection(radius: number): Place {
	const scale = (SIDE / 2 - 11) / radius;
	const [sin, cos] = [Math.sin(0.62), Math.cos(0.62)];
	return ([x, y, z]) => [SIDE / 2 + scale * x, SIDE / 2 + scale * (z * sin - y * cos)];
}

/** Where the cameras of the training set stood, as a patch of their sphere. */
function trainingViews({ trainingViews }: NetworkFacts, lens: Lens, place: Place): SVGTemplateResult {
	if (!trainingViews) return svg``;
	const { yaw, pitch } = trainingViews;
	const between = ([from, to]: readonly [number, number], share: number): number => from + share * (to - from);
	const along = Array.from({ length: STEPS + 1 }, (_, step) => step / STEPS);
	const at = (yaw: number, pitch: number): string =>
		place(positionOnOrbit({ ...lens, yaw, pitch, lookAt: [0, 0, 0] }).position).join(" ");
	const border = [
		...along.map((share) => at(between(yaw, share), pitch[0])),
		...along.map((share) => at(between(yaw, 1 - share), pitch[1])),
	];
	return svg`<path class="seen-from" d=${`M${border.join("L")}Z`}><title>${`The training set: yaw ${yaw[0]}° to ${yaw[1]}°, pitch ${pitch[0]}° to ${pitch[1]}°`}</title></path>`;
}

function box(side: number, place: Place): SVGTemplateResult {
	const half = side / 2;
	const corner = (bits: number): readonly [number, number] =>
		place([1, 2, 4].map((bit) => (bits & bit ? half : -half)) as Point);
	const edges = Array.from({ length: 8 }, (_, from) =>
		[1, 2, 4].filter((bit) => !(from & bit)).map((bit) => `M${corner(from).join(" ")}L${corner(from | bit).join(" ")}`),
	);
	return svg`<path class="box" d=${edges.flat().join("")} />`;
}

/** The camera, the edges of what it sees, and the ray that is looked at. */
function frustum(bench: Workbench, lens: Lens, place: Place): SVGTemplateResult {
	const { position, target } = positionOnOrbit(lens);
	const half = Math.tan((verticalFov(lens.fovDegrees) * Math.PI) / 360);
	const forward = target.map((value, axis) => value - (position[axis] ?? 0)) as Point;
	const length = Math.hypot(...forward);
	// to the right along the ground, and up from both
	const level = Math.hypot(forward[0], forward[2]) || 1;
	const right: Point = [-forward[2] / level, 0, forward[0] / level];
	const up = [1, 2, 0].map((b, axis) => {
		const c = [2, 0, 1][axis] ?? 0;
		return ((right[b] ?? 0) * (forward[c] ?? 0) - (right[c] ?? 0) * (forward[b] ?? 0)) / length;
	});
	/** On the plane through the pivot; u to the right and v down, −1 to 1. */
	const seen = (u: number, v: number): readonly [number, number] =>
		place(target.map((value, axis) => value + half * length * (u * (right[axis] ?? 0) - v * (up[axis] ?? 0))) as Point);
	const corners = [seen(-1, -1), seen(1, -1), seen(1, 1), seen(-1, 1)].map((corner) => corner.join(" "));
	const eye = place(position);
	const { ray } = bench.tools;
	const line = ray && isOpen(bench.tools, "ray") ? seen(2 * ray.u - 1, 2 * ray.v - 1) : null;
	return svg`
		<path class="frustum" d=${`M${corners.join("L")}Z${corners.map((corner) => `M${eye.join(" ")}L${corner}`).join("")}`} />
		${line ? svg`<path class="ray" d=${`M${eye.join(" ")}L${line.join(" ")}`} />` : ""}
		<circle class="eye" cx=${eye[0]} cy=${eye[1]} r="3" />`;
}
