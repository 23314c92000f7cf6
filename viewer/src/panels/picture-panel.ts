/** How finely the picture is rendered at rest. Which picture it is, is chosen below it. */

import { html, type TemplateResult } from "lit";
import type { Workbench } from "../app/workbench.ts";
import { slider } from "../controls/slider.ts";
import { restRays } from "../pane/quality.ts";
import { LIMITS } from "../state/limits.ts";
import type { Panel } from "./panel.ts";

export const picturePanel: Panel = { id: "picture", title: "Rendering", view };

function view(bench: Workbench): TemplateResult {
	const { nrr, coarse, fine } = bench.state.picture;
	const facts = bench.readings.facts;
	const own = facts ? restRays(facts) : 64;
	const { settle: onSettle } = bench;
	return html`
		${slider({ id: "nrr", label: "Rays per side", value: nrr ?? own, limit: LIMITS.nrr, digits: 0, fallback: own, onInput: (value) => bench.changePicture({ nrr: Math.round(value) === own ? null : Math.round(value) }, "gesture"), onSettle })}
		${slider({ id: "coarse", label: "Coarse samples ×", value: coarse, limit: LIMITS.samples, fallback: 1, hint: `${Math.round((facts?.coarse ?? 0) * coarse)} per ray`, onInput: (value) => bench.changePicture({ coarse: value }, "gesture"), onSettle })}
		${slider({ id: "fine", label: "Fine samples ×", value: fine, limit: LIMITS.samples, fallback: 1, hint: `${Math.round((facts?.fine ?? 0) * fine)} per ray, where the coarse ones met something`, onInput: (value) => bench.changePicture({ fine: value }, "gesture"), onSettle })}
		<p class="hint">At rest. While something moves, rays and samples are as many as the machine can keep up with.</p>`;
}
