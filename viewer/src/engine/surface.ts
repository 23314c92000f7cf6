/** The surface of a person as a mesh with normals and colours from the volume, and files of it. Loaded with the first one. */

import { InputError, joinChunks, MESH_FORMATS, type PersonShape, personShape } from "triplane";
import type { OpenNetwork } from "./open-network.ts";
import type { CallControl, EngineCalls, Surface, SurfaceRequest } from "./protocol.ts";

/** By the names of the command line; the whole box has none. */
const CROPS = { person: "person", eyes: "eyes-auto", whole: undefined } as const;

export async function extractSurface(
	network: OpenNetwork,
	{ person: wanted, resolution, level, region, largestOnly }: SurfaceRequest,
	{ signal, onProgress }: CallControl,
): Promise<Surface> {
	const start = performance.now();
	const { person } = await network.person(wanted, signal);
	const { generator, ws } = person;
	const planes = await generator.hostPlanes(person.planes);
	const crop = CROPS[region];
	const options = { resolution, level, crop, largest: largestOnly, signal, onProgress };
	const { extracted, record } = await shapeOf(generator, { seed: 0, ws, planes }, options);
	const { mesh } = extracted;
	network.surface = mesh;
	// copies go to the page; ours stay for the files
	return {
		positions: mesh.positions.slice(),
		indices: mesh.indices.slice(),
		normals: mesh.normals?.slice() ?? new Float32Array(mesh.positions.length),
		colours: mesh.colours?.slice() ?? new Float32Array(mesh.positions.length).fill(1),
		level: record.level,
		milliseconds: performance.now() - start,
	};
}

/** Says it in words of the page where no eyes are found. */
async function shapeOf(...[generator, person, options]: Parameters<typeof personShape>): Promise<PersonShape> {
	try {
		return await personShape(generator, person, options);
	} catch (error) {
		if (!(error instanceof InputError && error.message.startsWith("crop eyes-auto"))) throw error;
		throw new InputError("no eyes are found in this person's picture: choose another region", { cause: error });
	}
}

/** The last surface as a file. */
export async function surfaceFile(
	{ surface }: OpenNetwork,
	{ format }: EngineCalls["surfaceFile"]["in"],
): Promise<Uint8Array<ArrayBuffer>> {
	if (!surface) throw new InputError("surface: none has been made yet");
	const options = { name: "head", shading: "unlit", note: "triplane view" } as const;
	return new Uint8Array(joinChunks(MESH_FORMATS[format].chunks(surface, options)));
}
