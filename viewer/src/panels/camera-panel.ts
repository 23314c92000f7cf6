/** From where the person is seen. */

import { html, type TemplateResult } from "lit";
import type { Workbench } from "../app/workbench.ts";
import { icon } from "../controls/icons.ts";
import { slider } from "../controls/slider.ts";
import { LIMITS } from "../state/limits.ts";
import { VIEW_DEFAULTS } from "../state/view-state.ts";
import type { Panel } from "./panel.ts";

export const cameraPanel: Panel = { id: "camera", title: "Camera", view };

const AXES = [
	["x", "right"],
	["y", "up"],
	["z", "forward"],
] as const;

/** Where eyes are in the published face networks: a little above the point that their cameras look at. */
const EYES = { fovDegrees: 7, lookAt: [0, 0.06, 0] } as const;

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
			<button @click=${() => bench.changeCamera(VIEW_DEFAULTS.camera)}>${icon("front")} Front</button>
			<button @click=${() => bench.changeCamera({ ...EYES })}>Eyes</button>
			<button @click=${() => bench.changeCamera({ yaw: -90, pitch: 0 })}>Profile</button>
			<button @click=${() => bench.changeCamera({ yaw: 180, pitch: 0 })}>Back</button>
		</div>
		${slider({ id: "yaw", label: "Yaw", value: yaw, limit: LIMITS.yaw, digits: 1, unit: "°", fallback: 0, onInput: (value) => bench.changeCamera({ yaw: value }, "gesture"), onSettle })}
		${slider({ id: "pitch", label: "Pitch", value: pitch, limit: LIMITS.pitch, digits: 1, unit: "°", fallback: 0, onInput: (value) => bench.changeCamera({ pitch: value }, "gesture"), onSettle })}
		${slider({ id: "fov", label: "Field of view", value: fovDegrees ?? own, limit: LIMITS.fov, digits: 1, unit: "°", fallback: own, hint: "Zooms; the person stays the same.", onInput: (value) => bench.changeCamera({ fovDegrees: Math.abs(value - own) < 1e-6 ? null : value }, "gesture"), onSettle })}
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
