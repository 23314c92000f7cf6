/** A turning head as an MP4 file. */

import { html, type TemplateResult } from "lit";
import type { Workbench } from "../app/workbench.ts";
import { choice } from "../controls/choice.ts";
import { icon } from "../controls/icons.ts";
import { slider } from "../controls/slider.ts";
import type { Panel } from "./panel.ts";

export const videoPanel: Panel = { id: "video", title: "Video", view };

function view(bench: Workbench): TemplateResult {
	const { video } = bench.tools;
	const { progress } = bench.video;
	const set = (change: Partial<typeof video>): void =>
		bench.changeTools({ video: { ...bench.tools.video, ...change } });
	return html`
		${choice({
			id: "video-kind",
			label: "Movement",
			value: video.kind,
			options: [
				["sway", "side to side"],
				["turn", "all round"],
			],
			onChange: (kind) => set({ kind }),
		})}
		${slider({ id: "video-seconds", label: "Seconds", value: video.seconds, limit: { least: 1, most: 20, step: 0.5 }, digits: 1, fallback: 4, onInput: (seconds) => set({ seconds }), onSettle: () => {} })}
		${slider({ id: "video-rate", label: "Frames per second", value: video.framesPerSecond, limit: { least: 10, most: 60, step: 5 }, digits: 0, fallback: 30, onInput: (rate) => set({ framesPerSecond: Math.round(rate) }), onSettle: () => {} })}
		${video.kind === "sway" ? slider({ id: "video-yaw", label: "Largest yaw", value: video.yaw, limit: { least: 5, most: 90, step: 1 }, digits: 0, unit: "°", fallback: 40, onInput: (yaw) => set({ yaw }), onSettle: () => {} }) : ""}
		<div class="row">
			${
				progress === null
					? html`<button class="primary" @click=${() => void bench.video.record()}>${icon("film")} Record MP4</button>`
					: html`<button @click=${() => bench.video.stop()}>Stop</button><progress max="1" .value=${progress} aria-label="Recording"></progress>`
			}
		</div>
		<p class="hint">Every frame at full quality, so that it may take longer than it plays.</p>`;
}
