/** Commands that show people: pictures, films, meshes, the viewer. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { ALIGN, PHOTOGRAPHS } from "../align/options.ts";
import { buildCommand } from "../command.ts";
import { INVERT } from "../invert/options.ts";
import { MESH } from "../mesh/options.ts";
import { NETWORK_OPERAND, withOperand } from "../options/shared.ts";
import { DEMO } from "../sample/demo-options.ts";
import { SAMPLE } from "../sample/options.ts";
import type { Session } from "../session.ts";
import { VIDEO } from "../video/options.ts";
import { VIEW } from "../view/options.ts";

export function demoCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "demo",
		summary: "try it: people from the embedded network",
		description:
			"Runs 'sample' on the embedded network – six people, five views each –, then 'video' and 'mesh' for a turning video and " +
			"a coloured mesh of the first, and says what it wrote and where.",
		fields: DEMO,
		examples: ["demo --outdir out/demo"],
		run: async (options) => {
			const { runDemo } = await import("../sample/demo.ts");
			await runDemo(options, session);
		},
	});
}

export function viewCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "view",
		summary: "turn people by hand, in the browser",
		description:
			"Opens a page where a network's people are turned by hand. Everything is computed in the browser, on its " +
			"GPU through WebGPU or on the CPU; this command only hands out the page and the networks, to this machine " +
			"unless --host says otherwise. Ctrl-C ends it.",
		fields: VIEW,
		operands: [NETWORK_OPERAND],
		examples: ["view", "view ffhq512-128.pkl --device webgpu"],
		run: async (options, { operands: [operand], said }) => {
			const { runView } = await import("../view/run.ts");
			await runView(withOperand("view", options, said, operand), session);
		},
	});
}

export function sampleCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "sample",
		summary: "images of people from seeds",
		description:
			"Makes people from seeds: for each seed one image (seed0000.png, …) with the views side by side, one " +
			"row per pitch and one column per yaw, and a record (seed0000.json) that says how to make it again. " +
			"The same seeds give the same people as the published scripts.",
		fields: SAMPLE,
		examples: [
			"sample --seeds 0-3 --outdir out/people",
			"sample --network ffhq512-128.pkl --seeds 0 --true-yaw -45,0,45 --outdir out/people",
		],
		run: async (options) => {
			const { runSample } = await import("../sample/run.ts");
			await runSample(options, session);
		},
	});
}

export function videoCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "video",
		summary: "turning and changing people, as MP4, GIF, WebP or pictures",
		description:
			"Makes a video of people from seeds, seen by a camera on a path. Several seeds are keyframes of a walk through w " +
			"that comes back to the first; with --grid several people are shown side by side, each with its own keyframes. The " +
			"name of --out says what is written: .mp4, .gif, .webp, or a folder of PNG pictures for a name without ending. " +
			"Beside it: a record (.json) that says how to make it again, and the cameras of all frames (.trajectory.json).",
		fields: VIDEO,
		examples: ["video --seeds 0 --path 360 --out out/turning.mp4", "video --seeds 0-7 --grid 2x2 --out out/people.mp4"],
		run: async (options) => {
			const { runVideo } = await import("../video/run.ts");
			await runVideo(options, session);
		},
	});
}

export function alignCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "align",
		summary: "photographs to crops with cameras",
		description:
			"Finds faces in photographs and crops them as a network's training pictures are cropped, without rotation, each " +
			"with the camera that it was seen by. Writes crops with their dataset.json (crops/), what was found drawn over each crop " +
			"(overlays/), and a record (align.json). Exit code 1 where a photograph gave no face. Nothing leaves this machine.",
		fields: ALIGN,
		operands: [PHOTOGRAPHS],
		examples: ["align photograph.jpg --outdir out/aligned", "align photographs/*.jpg --face all --outdir out/aligned"],
		run: async (options, { operands }) => {
			const { runAlign } = await import("../align/run.ts");
			await runAlign(
				operands.filter((path) => path !== undefined),
				options,
				session,
			);
		},
	});
}

export function invertCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "invert",
		summary: "a picture to a person of the network",
		description:
			"Finds the person of a network who looks like a picture, and where it was taken from. Writes the person " +
			"(person.safetensors: latents, camera and tuned weights, which --person of other commands takes), a sheet of the picture, the " +
			"person from other sides and in clay (person.png), and a record (person.json). The raw image is compared, " +
			"without super-resolution; the work runs on the CPU. Ctrl-C keeps what was found so far.",
		fields: INVERT,
		examples: [
			"invert --image photograph.jpg --align heads --outdir out/person",
			"invert --image crop.png --true-yaw 20 --true-pitch 0 --steps 400 --outdir out/person",
			"sample --person out/person/person.safetensors --true-yaw -60,-30,0,30,60 --outdir out",
		],
		run: async (options) => {
			const { runInvert } = await import("../invert/run.ts");
			await runInvert(options, session);
		},
	});
}

export function meshCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "mesh",
		summary: "people's shapes: GLB, PLY, OBJ, STL, MRC",
		description:
			"Cuts people's shapes out of their volumes: the surface where the density sigma crosses a level, by marching cubes on " +
			"an exact grid, in world units (right-handed, y up, the face towards +z), with colours of the decoder and normals of " +
			"the field's gradient. For each seed: the files asked for (seed0000.glb, …), a picture from all sides " +
			"(seed0000-turntable.png) and a record (seed0000-mesh.json).",
		fields: MESH,
		examples: [
			"mesh --seeds 0 --crop person --largest --outdir out/mesh",
			"mesh --seeds 0-3 --format stl --unit mm --height 120 --outdir out/print",
		],
		run: async (options) => {
			const { runMesh } = await import("../mesh/run.ts");
			await runMesh(options, session);
		},
	});
}
