/** From where the person is seen. */

import { html, type TemplateResult } from "lit";
import type { Workbench } from "../app/workbench.ts";
import { slider } from "../controls/slider.ts";
import { FAR, LIMITS } from "../state/limits.ts";
import { type CameraState, VIEW_DEFAULTS } from "../state/view-state.ts";
import type { Panel } from "./panel.ts";

export const cameraPanel: Panel = { id: "camera", title: "Camera", view };

const AXES = [
	["x", "right"],
	["y", "up"],
	["z", "forward"],
] as const;

/** Each from the usual distance, unless it says another. */
const PRESETS: Readonly<Record<string, Partial<CameraState>>> = {
	Front: {},
	// a little above the point that cameras of the published face networks look at
	Eyes: { fovDegrees: 7, lookAt: [0, 0.06, 0] },
	"Three quarters": { yaw: -45 },
	Profile: { yaw: -90 },
	Back: { yaw: 180 },
};

function view(bench: Workbench): TemplateResult {
	const { yaw, pitch, fovDegrees, lookAt } = bench.state.camera;
	const own = bench.readings.facts?.fovDegrees ?? 18.837;
	const { settle: onSettle } = bench;
	const move = (axis: number, value: number): void => {
		const [x, y, z] = bench.state.camera.lookAt.map((old, index) => (index === axis ? value : old));
		bench.changeCamera({ lookAt: [x ?? 0, y ?? 0, z ?? 0] }, "gesture");
	};
	return html`
		<div class="row">
			${Object.entries(PRESETS).map(
				([name, preset]) =>
					html`<button @click=${() => bench.changeCamera({ ...VIEW_DEFAULTS.camera, ...preset })}>${name}</button>`,
			)}
		</div>
		${slider({ id: "yaw", label: "Yaw", value: yaw, limit: LIMITS.yaw, digits: 1, unit: "°", fallback: 0, onInput: (value) => bench.changeCamera({ yaw: value }, "gesture"), onSettle })}
		${slider({ id: "pitch", label: "Pitch", value: pitch, limit: LIMITS.pitch, digits: 1, unit: "°", fallback: 0, onInput: (value) => bench.changeCamera({ pitch: value }, "gesture"), onSettle })}
		${slider({ id: "fov", label: "Field of view", value: fovDegrees ?? own, limit: LIMITS.fov, digits: 1, unit: "°", fallback: own, hint: (fovDegrees ?? own) > FAR * own ? "Beyond the box of the volume, where there is nothing." : "Zooms; the person stays the same.", onInput: (value) => bench.changeCamera({ fovDegrees: Math.abs(value - own) < 1e-6 ? null : value }, "gesture"), onSettle })}
		<h3>Look at</h3>
		${AXES.map(([axis, where], index) =>
			slider({
				id: `look-${axis}`,
				label: `${axis} (${where})`,
				value: lookAt[index] ?? 0,
				limit: LIMITS.lookAt,
				digits: 3,
				fallback: 0,
				onInput: (value) => move(index, value),
				onSettle,
			}),
		)}`;
}
