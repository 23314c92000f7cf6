/** Who is seen: seed, the map of seeds, truncation, noise, conditioning pose. */

import { html, type TemplateResult } from "lit";
import type { Workbench } from "../app/workbench.ts";
import { choice } from "../controls/choice.ts";
import { icon } from "../controls/icons.ts";
import { seedMap } from "../controls/seed-map.ts";
import { slider } from "../controls/slider.ts";
import { LIMITS, within } from "../state/limits.ts";
import { anySeed, isSeed, onMap, placeOf, seedAt } from "../state/seeds.ts";
import { VIEW_DEFAULTS } from "../state/view-state.ts";
import type { Panel } from "./panel.ts";

export const personPanel: Panel = { id: "person", title: "Person", view };

const DEFAULTS = VIEW_DEFAULTS.person;

function view(bench: Workbench): TemplateResult {
	if (!bench.state.person.kept) {
		return html`${seedField(bench)} ${walkField(bench)} ${truncation(bench)} ${noise(bench)} ${conditioning(bench)}`;
	}
	return html`<p class="hint">Somebody kept is seen, whom truncation and conditioning do not change. A seed goes back to the network's own people.</p>
		${seedField(bench)} ${noise(bench)}`;
}

function seedField(bench: Workbench): TemplateResult {
	const { latent } = bench.state.person;
	const seed = seedAt({ x: Math.floor(latent.x), y: Math.floor(latent.y) });
	const goTo = (next: number): void => bench.changePerson({ latent: placeOf(within("seed", next, seed)) });
	const typed = ({ target }: Event): void => {
		const field = target as HTMLInputElement;
		goTo(field.valueAsNumber);
		// what cannot be taken goes back
		field.value = String(seed);
	};
	const between = isSeed(latent) ? "" : "between seeds";
	return html`
		<div class="field">
			<div class="field-head">
				<label for="seed">Seed</label><span class="muted nowrap">${between}</span>
				<span class="row tight">
					<button class="quiet" title="Seed before" aria-label="Seed before" @click=${() => goTo(seed - 1)}>${icon("previous")}</button>
					<input id="seed" type="number" min="0" max=${LIMITS.seed.most} step="1" .value=${String(seed)} @change=${typed} />
					<button class="quiet" title="Next seed (n)" aria-label="Next seed" @click=${() => goTo(seed + 1)}>${icon("next")}</button>
					<button class="quiet" title="Any seed (r)" aria-label="Any seed" @click=${() => goTo(anySeed())}>${icon("dice")}</button>
				</span>
			</div>
			${seedMap({
				place: latent,
				pictureOf: (one) => bench.thumbnails.of(one),
				onMove: (place) => bench.changePerson({ latent: onMap(place) }, "gesture"),
				onSettle: bench.settle,
			})}
		</div>`;
}

function walkField(bench: Workbench): TemplateResult {
	const { walk } = bench.tools;
	const toggle = (): void => bench.changeTools({ walk: { ...walk, playing: !walk.playing } });
	return html`
		<div class="row">
			<button aria-pressed=${walk.playing ? "true" : "false"} @click=${toggle}>
				${icon(walk.playing ? "pause" : "play")} ${walk.playing ? "Stop" : "Walk"}
			</button>
			<label class="unseen" for="walk-speed">Speed of the walk, seeds per second</label>
			<input id="walk-speed" class="grow" type="range" style="--to: ${(walk.speed / 3) * 100}%" min="0.05" max="3" step="0.05" .value=${String(walk.speed)}
				@input=${(event: Event) => bench.changeTools({ walk: { ...walk, speed: (event.target as HTMLInputElement).valueAsNumber } })} />
			<span class="muted">${walk.speed.toFixed(2)} seeds/s</span>
		</div>`;
}

function truncation(bench: Workbench): TemplateResult {
	const { truncationPsi, truncationCutoff } = bench.state.person;
	const numWs = bench.readings.facts?.numWs ?? 14;
	return html`
		${slider({
			id: "psi",
			label: "Truncation ψ",
			value: truncationPsi,
			limit: LIMITS.psi,
			fallback: DEFAULTS.truncationPsi,
			onInput: (psi) => bench.changePerson({ truncationPsi: psi }, "gesture"),
			onSettle: bench.settle,
		})}
		${slider({
			id: "cutoff",
			label: "Truncated layers",
			value: truncationCutoff ?? numWs,
			limit: { least: 0, most: numWs, step: 1 },
			digits: 0,
			fallback: numWs,
			onInput: (count) =>
				bench.changePerson({ truncationCutoff: count >= numWs ? null : Math.round(count) }, "gesture"),
			onSettle: bench.settle,
		})}`;
}

function noise(bench: Workbench): TemplateResult {
	const { noiseMode, noiseSeed } = bench.state.person;
	return html`
		${choice({
			id: "noise",
			label: "Noise",
			value: noiseMode,
			options: [
				["const", "stored"],
				["random", "fresh"],
				["none", "none"],
			],
			onChange: (mode) => bench.changePerson({ noiseMode: mode }),
		})}
		${
			noiseMode === "random"
				? html`<div class="field-head"><label for="noise-seed">Noise seed</label>
					<input id="noise-seed" type="number" min="0" step="1" .value=${String(noiseSeed)}
						@change=${(event: Event) => bench.changePerson({ noiseSeed: within("seed", (event.target as HTMLInputElement).valueAsNumber, 0) })} /></div>`
				: ""
		}`;
}

function conditioning(bench: Workbench): TemplateResult {
	const { conditioning: pose } = bench.state.person;
	if (bench.readings.facts?.unconditioned) return html`<p class="hint">This network is not told the pose.</p>`;
	const set = (change: Partial<typeof pose>): void =>
		bench.changePerson({ conditioning: { ...bench.state.person.conditioning, ...change } }, "gesture");
	return html`
		${slider({ id: "conditioning-yaw", label: "Conditioning yaw", value: pose.yaw, limit: LIMITS.yaw, digits: 1, unit: "°", fallback: 0, onInput: (yaw) => set({ yaw }), onSettle: bench.settle })}
		${slider({ id: "conditioning-pitch", label: "Conditioning pitch", value: pose.pitch, limit: LIMITS.pitch, digits: 1, unit: "°", fallback: 0, onInput: (pitch) => set({ pitch }), onSettle: bench.settle })}
		<p class="hint">Part of who the person is: the pose that the mapping network is told, not that of the camera.</p>`;
}
