/** Files of directions: opened in place of the principal ones, and saved. */

import { messageOf } from "../pane/pane.ts";
import { saveBytes } from "./save-file.ts";
import type { Workbench } from "./workbench.ts";

/** Steps taken along the directions before are taken back: they would mean something else now. */
export async function openDirections(bench: Workbench, file: File): Promise<void> {
	try {
		await bench.first.call("directions", { file });
		bench.sides.first.questions.directions.forget();
		bench.change((state) => ({ ...state, person: { ...state.person, directions: [] } }));
		bench.sides.first.update(bench.state, bench.tools);
		bench.say(`${file.name} is open`);
	} catch (error) {
		bench.say(messageOf(error), true);
	}
}

export async function saveDirections(bench: Workbench): Promise<void> {
	try {
		const bytes = await bench.first.call("directionsFile", {});
		saveBytes(`${bench.readings.facts?.name ?? "network"}-directions.safetensors`, "application/octet-stream", bytes);
	} catch (error) {
		bench.say(messageOf(error), true);
	}
}
