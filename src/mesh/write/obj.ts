/**
 * Wavefront OBJ: positions with the widespread extension of three colour numbers behind them (sRGB, 0 to 1), normals
 * where there are any. Vertices count from 1.
 */

import { type Mesh, triangleCount } from "../mesh.ts";
import { encodeLines, threeNumbers } from "./text-lines.ts";
import { checkWritable, type WriteOptions } from "./write-options.ts";

/** The pieces of an OBJ file. Throws for a mesh that is none or has no triangles. */
export function* objChunks(mesh: Mesh, options: WriteOptions = {}): Generator<Uint8Array> {
	checkWritable("objChunks", mesh, options);
	yield* encodeLines(objLines(mesh, options));
}

function* objLines(mesh: Mesh, { note }: WriteOptions): Generator<string> {
	const { positions, normals, indices } = mesh;
	const colours = mesh.colours?.map((value) => Math.min(Math.max(value, 0), 1));
	if (note) yield `# ${note}`;
	for (let at = 0; at < positions.length; at += 3) {
		const position = `v ${threeNumbers(positions, at)}`;
		yield colours ? `${position} ${threeNumbers(colours, at)}` : position;
	}
	if (normals) for (let at = 0; at < normals.length; at += 3) yield `vn ${threeNumbers(normals, at)}`;
	const reference = (at: number): string => {
		const number = indices[at]! + 1;
		return normals ? `${number}//${number}` : String(number);
	};
	for (let triangle = 0; triangle < triangleCount(mesh); triangle++) {
		yield `f ${[0, 1, 2].map((corner) => reference(triangle * 3 + corner)).join(" ")}`;
	}
}
