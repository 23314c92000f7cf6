/** From a photograph to a person, and the people who are kept. */

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { PortraitStatus } from "../app/portrait-job.ts";
import type { Workbench } from "../app/workbench.ts";
import { takePhotograph } from "../controls/camera-shot.ts";
import { fileButton } from "../controls/file-button.ts";
import { icon } from "../controls/icons.ts";
import { pixelsView } from "../controls/pixels.ts";
import type { PortraitCrop } from "../engine/portrait/portrait-calls.ts";
import type { Pixels } from "../engine/protocol.ts";
import { messageOf } from "../pane/pane.ts";
import type { KeptPerson } from "../storage/kept-people.ts";
import type { Panel } from "./panel.ts";

export const photographPanel: Panel = { id: "photograph", title: "From a photograph", view };

function view(bench: Workbench): TemplateResult {
	const { status } = bench.portrait;
	const { tune } = bench.tools.portrait;
	return html`
		<div class="row">
			${fileButton({ label: html`${icon("open")} Open a photograph`, accept: "image/*,.safetensors", onFile: (file) => void bench.openFile(file) })}
			<button @click=${() => void taken(bench)}>${icon("camera")} Take one</button>
		</div>
		<label class="check"><input type="checkbox" .checked=${live(tune)} @change=${(event: Event) => bench.changeTools({ portrait: { tune: (event.target as HTMLInputElement).checked } })} /> Tune the network to the person, too</label>
		<p class="hint">Tuning takes a minute or two more. The person looks more like the photograph; other people of the network stay as they are.</p>
		<p class="hint">Or drop a picture, or a .person.safetensors, anywhere. Photographs stay in this page: nothing is sent anywhere.</p>
		${status ? progressView(bench, status) : nothing}
		${bench.people.people.length > 0 ? peopleList(bench) : nothing}
	`;
}

function progressView(bench: Workbench, { stage, fraction, crop, person, isRunning }: PortraitStatus): TemplateResult {
	return html`
		${crop ? cropView(crop) : nothing}
		${crop ? html`<p class="hint">${faceText(crop)}</p>` : nothing}
		${
			isRunning
				? html`<div class="row">
						<button @click=${() => bench.portrait.stop()}>Stop</button>
						<progress max="1" .value=${fraction} aria-label="Finding the person"></progress>
					</div>
					<p class="hint" role="status">${person && person.step > 0 && person.step < person.steps ? `Step ${person.step} of ${person.steps}${decibelsText(person)}` : `${stage} …`}</p>`
				: nothing
		}
		${!isRunning && person ? html`<p class="hint" role="status">Found in ${person.step} steps${decibelsText(person)}${tunedText(person)}. It is the nearest person that this network can show.</p>` : nothing}
	`;
}

function faceText({ faces, yaw, pitch }: PortraitCrop): string {
	const others = faces > 1 ? ` The largest of ${faces} faces.` : "";
	return `Seen from yaw ${yaw.toFixed(0)}°, pitch ${pitch.toFixed(0)}°.${others}`;
}

function decibelsText({ decibels }: { readonly decibels: number | null }): string {
	return decibels === null ? "" : `, ${decibels.toFixed(1)} dB`;
}

function tunedText({ tunedSteps }: NonNullable<PortraitStatus["person"]>): string {
	if (tunedSteps === null) return "";
	return tunedSteps === 0
		? "; no step of tuning made other sides better, so it was left out"
		: `; the network is tuned to them in ${tunedSteps} more`;
}

const pictures = new WeakMap<PortraitCrop, Pixels>();

/** The crop with the landmarks on it. */
function cropView(crop: PortraitCrop): TemplateResult {
	const marked = pictures.get(crop) ?? withLandmarks(crop);
	pictures.set(crop, marked);
	return pixelsView(marked, "The face that was found, with its landmarks");
}

function withLandmarks({ pixels, side, landmarks }: PortraitCrop): Pixels {
	const marked = pixels.slice();
	for (let point = 0; point < landmarks.length / 2; point++) {
		const [x, y] = [0, 1].map((axis) => Math.floor((landmarks[2 * point + axis] ?? -1) * side)) as [number, number];
		if (x >= 0 && x < side && y >= 0 && y < side) marked.set([255, 212, 0, 255], 4 * (y * side + x));
	}
	return { width: side, height: side, pixels: marked };
}

function peopleList(bench: Workbench): TemplateResult {
	return html`
		<h3>Kept people</h3>
		<ul class="list" aria-label="Kept people">${bench.people.people.map((person) => row(bench, person))}</ul>`;
}

function row(bench: Workbench, person: KeptPerson): TemplateResult {
	const { key, name, picture } = person;
	const isShown = bench.state.person.kept?.key === key;
	return html`
		<li>
			<button class="row-button" aria-pressed=${isShown ? "true" : "false"} @click=${() => bench.people.show(person)}>
				${picture ? html`<span class="thumbnail">${pixelsView(picture, `Photograph of ${name}`)}</span>` : nothing}
				<span class="grow">${name}</span>
			</button>
			<button class="quiet" title="Save as a file for --person" aria-label="Save ${name} as a file" @click=${() => void bench.people.save(person)}>${icon("save")}</button>
			<button class="quiet" title="Remove from this browser" aria-label="Remove ${name} from this browser" @click=${() => void bench.people.remove(person)}>${icon("close")}</button>
		</li>`;
}

async function taken(bench: Workbench): Promise<void> {
	try {
		const photograph = await takePhotograph();
		if (photograph) await bench.portrait.find(photograph, "photograph");
	} catch (error) {
		bench.say(messageOf(error), true);
	}
}
