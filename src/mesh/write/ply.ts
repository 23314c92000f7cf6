/**
 * PLY, the Stanford triangle format, binary (little-endian) or text: positions, normals where there are any, colours as
 * 8-bit sRGB, which is how viewers read them.
 */

import { type Mesh, triangleCount, vertexCount } from "../mesh.ts";
import { encodeLines, threeNumbers } from "./text-lines.ts";
import { checkWritable, type WriteOptions } from "./write-options.ts";

/** Vertices or triangles of one piece. */
const ENTRIES_PER_CHUNK = 2 ** 16;
const FACE_BYTES = 13;

/** The pieces of a binary PLY file. Throws for a mesh that is none or has no triangles. */
export function* plyChunks(mesh: Mesh, options: WriteOptions = {}): Generator<Uint8Array> {
	checkWritable("plyChunks", mesh, options);
	yield* encodeLines(headerLines(mesh, "binary_little_endian", options));
	yield* inPieces(vertexCount(mesh), (first, end) => vertexBytes(mesh, first, end));
	yield* inPieces(triangleCount(mesh), (first, end) => faceBytes(mesh, first, end));
}

/** The pieces of a PLY file in text. */
export function* plyTextChunks(mesh: Mesh, options: WriteOptions = {}): Generator<Uint8Array> {
	checkWritable("plyTextChunks", mesh, options);
	yield* encodeLines(headerLines(mesh, "ascii", options));
	yield* encodeLines(bodyLines(mesh));
}

function* headerLines(mesh: Mesh, format: string, { note }: WriteOptions): Generator<string> {
	yield "ply";
	yield `format ${format} 1.0`;
	if (note) yield `comment ${note}`;
	yield `element vertex ${vertexCount(mesh)}`;
	for (const name of ["x", "y", "z", ...(mesh.normals ? ["nx", "ny", "nz"] : [])]) yield `property float ${name}`;
	if (mesh.colours) for (const name of ["red", "green", "blue"]) yield `property uchar ${name}`;
	yield `element face ${triangleCount(mesh)}`;
	yield "property list uchar int vertex_indices";
	yield "end_header";
}

function* bodyLines({ positions, normals, colours, indices }: Mesh): Generator<string> {
	for (let at = 0; at < positions.length; at += 3) {
		const parts = [threeNumbers(positions, at)];
		if (normals) parts.push(threeNumbers(normals, at));
		if (colours) parts.push([0, 1, 2].map((axis) => colourByte(colours[at + axis]!)).join(" "));
		yield parts.join(" ");
	}
	for (let at = 0; at < indices.length; at += 3) yield `3 ${indices[at]} ${indices[at + 1]} ${indices[at + 2]}`;
}

function vertexBytes({ positions, normals, colours }: Mesh, first: number, end: number): Uint8Array {
	const floats = normals ? [positions, normals] : [positions];
	const stride = floats.length * 12 + (colours ? 3 : 0);
	const view = new DataView(new ArrayBuffer((end - first) * stride));
	let offset = 0;
	for (let at = first * 3; at < end * 3; at += 3) {
		for (const values of floats) {
			for (let axis = 0; axis < 3; axis++) view.setFloat32(offset + axis * 4, values[at + axis]!, true);
			offset += 12;
		}
		if (!colours) continue;
		for (let axis = 0; axis < 3; axis++) view.setUint8(offset++, colourByte(colours[at + axis]!));
	}
	return new Uint8Array(view.buffer);
}

function faceBytes({ indices }: Mesh, first: number, end: number): Uint8Array {
	const view = new DataView(new ArrayBuffer((end - first) * FACE_BYTES));
	for (let triangle = first; triangle < end; triangle++) {
		const offset = (triangle - first) * FACE_BYTES;
		view.setUint8(offset, 3);
		for (let corner = 0; corner < 3; corner++) {
			view.setInt32(offset + 1 + corner * 4, indices[triangle * 3 + corner]!, true);
		}
	}
	return new Uint8Array(view.buffer);
}

/** 0 to 1 as the nearest of 256 steps, clamped. */
function colourByte(value: number): number {
	return Math.round(Math.min(Math.max(value, 0), 1) * 255);
}

function* inPieces(count: number, piece: (first: number, end: number) => Uint8Array): Generator<Uint8Array> {
	for (let first = 0; first < count; first += ENTRIES_PER_CHUNK) {
		yield piece(first, Math.min(first + ENTRIES_PER_CHUNK, count));
	}
}
