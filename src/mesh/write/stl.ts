/** Binary STL: triangles one by one with their own normals; neither colours nor shared vertices. */

import { InputError } from "../../tensor/errors.ts";
import { type Mesh, triangleCount } from "../mesh.ts";
import { checkWritable, type WriteOptions } from "./write-options.ts";

const HEADER_BYTES = 80;
const FACET_BYTES = 50;
const FACETS_PER_CHUNK = 2 ** 15;

/** The pieces of a binary STL file. Throws for a mesh that is none or has no triangles, and for a note beyond 79 characters. */
export function* stlChunks(mesh: Mesh, options: WriteOptions = {}): Generator<Uint8Array> {
	checkWritable("stlChunks", mesh, options);
	yield header(triangleCount(mesh), options);
	for (let first = 0; first < triangleCount(mesh); first += FACETS_PER_CHUNK) {
		yield facets(mesh, first, Math.min(first + FACETS_PER_CHUNK, triangleCount(mesh)));
	}
}

/** The header must not begin with "solid", by which readers tell the text variant; a blank comes first. */
function header(count: number, { note = "" }: WriteOptions): Uint8Array {
	if (note.length >= HEADER_BYTES) {
		throw new InputError(`stlChunks: a note of ${note.length} characters, want at most ${HEADER_BYTES - 1}`);
	}
	const bytes = new Uint8Array(HEADER_BYTES + 4).fill(0x20);
	bytes.set(new TextEncoder().encode(note), 1);
	new DataView(bytes.buffer).setUint32(HEADER_BYTES, count, true);
	return bytes;
}

function facets({ positions, indices }: Mesh, first: number, end: number): Uint8Array {
	const view = new DataView(new ArrayBuffer((end - first) * FACET_BYTES));
	const corners = new Float32Array(9);
	for (let triangle = first; triangle < end; triangle++) {
		for (let corner = 0; corner < 3; corner++) {
			const vertex = indices[triangle * 3 + corner]! * 3;
			corners.set(positions.subarray(vertex, vertex + 3), corner * 3);
		}
		const offset = (triangle - first) * FACET_BYTES;
		facetNormal(corners).forEach((value, axis) => {
			view.setFloat32(offset + axis * 4, value, true);
		});
		for (let i = 0; i < 9; i++) view.setFloat32(offset + 12 + i * 4, corners[i]!, true);
	}
	return new Uint8Array(view.buffer);
}

/** Unit length; zero for a triangle without area, which readers then work out for themselves. */
function facetNormal(corners: Float32Array): [number, number, number] {
	const [ax, ay, az] = [corners[0]!, corners[1]!, corners[2]!];
	const [ux, uy, uz] = [corners[3]! - ax, corners[4]! - ay, corners[5]! - az];
	const [vx, vy, vz] = [corners[6]! - ax, corners[7]! - ay, corners[8]! - az];
	const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
	const length = Math.hypot(nx, ny, nz);
	return length > 0 ? [nx / length, ny / length, nz / length] : [0, 0, 0];
}
