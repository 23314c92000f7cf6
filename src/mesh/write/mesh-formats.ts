/** The formats meshes are written in, by name. */

import type { Mesh } from "../mesh.ts";
import { type GlbOptions, glbChunks } from "./glb.ts";
import { objChunks } from "./obj.ts";
import { plyChunks, plyTextChunks } from "./ply.ts";
import { stlChunks } from "./stl.ts";

export type MeshFormatName = "glb" | "ply" | "ply-text" | "obj" | "stl";

export interface MeshFormat {
	/** Of files, without a dot */
	readonly extension: string;
	/** What it is and what it keeps of a mesh, for help texts */
	readonly summary: string;
	/** The pieces of a file, to be written one after the other; the same mesh gives the same bytes. */
	chunks(mesh: Mesh, options?: GlbOptions): Iterable<Uint8Array>;
}

export const MESH_FORMATS: { readonly [name in MeshFormatName]: MeshFormat } = {
	glb: { extension: "glb", summary: "binary glTF 2.0: normals and colours", chunks: glbChunks },
	ply: { extension: "ply", summary: "binary PLY: normals and colours", chunks: plyChunks },
	"ply-text": { extension: "ply", summary: "PLY in text: normals and colours", chunks: plyTextChunks },
	obj: { extension: "obj", summary: "Wavefront OBJ: normals and colours", chunks: objChunks },
	stl: { extension: "stl", summary: "binary STL: triangles only", chunks: stlChunks },
};

/** All pieces as one array. Throws `RangeError` where the platform has no room for it. */
export function joinChunks(chunks: Iterable<Uint8Array>): Uint8Array {
	const all = [...chunks];
	const bytes = new Uint8Array(all.reduce((sum, chunk) => sum + chunk.byteLength, 0));
	let offset = 0;
	for (const chunk of all) {
		bytes.set(chunk, offset);
		offset += chunk.byteLength;
	}
	return bytes;
}
