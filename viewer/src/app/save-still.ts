/** What the stage shows, as a file. */

import type { SurfaceFormat } from "../engine/protocol.ts";
import { messageOf } from "../pane/pane.ts";
import { saveBytes } from "./save-file.ts";
import { PANE_NAMES } from "./screen.ts";
import type { Workbench } from "./workbench.ts";

/** What each side of the stage shows as a PNG, enlarged to the size of saved pictures. */
export async function saveStill(bench: Workbench): Promise<void> {
	try {
		const { yaw, pitch } = bench.state.camera;
		const what = `${bench.tab}-yaw${Math.round(yaw)}-pitch${Math.round(pitch)}`;
		for (const [index, pane] of [...document.querySelectorAll(".pane")].entries()) {
			const side = bench.sides[PANE_NAMES[index] ?? "first"];
			await side.settle();
			const shown = pane.querySelector<HTMLCanvasElement>(".frame canvas");
			if (!shown) throw new Error("nothing is shown yet");
			const blob = await pngOf(shown, bench.tools.savedSide);
			saveBytes(`${bench.fileName(what, side.readings)}.png`, "image/png", blob);
		}
	} catch (error) {
		bench.say(`The picture was not saved: ${messageOf(error)}`, true);
	}
}

/** A canvas as a PNG, not smaller than `side`. */
async function pngOf(canvas: HTMLCanvasElement, side: number | null): Promise<Blob> {
	const scale = Math.max(1, (side ?? 0) / canvas.width);
	const enlarged = new OffscreenCanvas(Math.round(canvas.width * scale), Math.round(canvas.height * scale));
	const context = enlarged.getContext("2d");
	if (!context) throw new Error("this browser draws no pictures");
	context.imageSmoothingQuality = "high";
	context.drawImage(canvas, 0, 0, enlarged.width, enlarged.height);
	return await enlarged.convertToBlob({ type: "image/png" });
}

export async function saveMesh(bench: Workbench, format: SurfaceFormat): Promise<void> {
	try {
		const bytes = await bench.sides.first.surface.file(format);
		const type = format === "glb" ? "model/gltf-binary" : "application/octet-stream";
		saveBytes(`${bench.fileName("mesh")}.${format}`, type, bytes);
	} catch (error) {
		bench.say(messageOf(error), true);
	}
}
