/** `triplane mesh` on the command line. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import type { Session } from "../session.ts";
import { MESH } from "./options.ts";

export function meshCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "mesh",
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
			const { runMesh } = await import("./run.ts");
			await runMesh(options, session);
		},
	});
}
