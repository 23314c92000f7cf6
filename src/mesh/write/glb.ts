/**
 * GLB: glTF 2.0 with one mesh in one binary file. World units are taken as metres; glTF has our axes (right-handed, y
 * up). Our own writer rather than a package's: this part of glTF is a page, and the bytes are the same every time.
 *
 * Colours are linear light in glTF, in 16 bits, since 8 bits of it lose the dark tones. The material is either lit and
 * rough, or unlit: a network's colours already have their light in them, so unlit looks like its pictures.
 */

import { InputError } from "../../tensor/errors.ts";
import { boundsOf } from "../measure.ts";
import { type Mesh, triangleCount, vertexCount } from "../mesh.ts";
import { srgbToLinear } from "../srgb.ts";
import { checkWritable, type WriteOptions } from "./write-options.ts";

export interface GlbOptions extends WriteOptions {
	/** Name of the mesh in viewers */
	readonly name?: string;
	/** `lit` by the viewer's lights, or `unlit`: colours as they are */
	readonly shading?: "lit" | "unlit";
	/** Triangles are seen from behind too; for surfaces with an open border */
	readonly doubleSided?: boolean;
}

export const GLB_DEFAULTS: Required<Omit<GlbOptions, "note">> = Object.freeze({
	name: "mesh",
	shading: "lit",
	doubleSided: false,
});

const MAGIC = 0x46546c67; // "glTF"
const JSON_CHUNK = 0x4e4f534a; // "JSON"
const BINARY_CHUNK = 0x004e4942; // "BIN\0"
const FLOAT = 5126;
const UNSIGNED_INT = 5125;
const UNSIGNED_SHORT = 5123;
const ARRAY_BUFFER = 34962;
const ELEMENT_ARRAY_BUFFER = 34963;
/** Lengths in the file have 32 bits. */
const MAX_BYTES = 2 ** 32 - 1;
/** Linear albedo of a mesh without colours: light clay. */
const CLAY = [0.58, 0.54, 0.5, 1] as const;

/** One array of the binary chunk, with the accessor that says what it is. All are multiples of four bytes. */
interface Part {
	readonly bytes: Uint8Array;
	readonly target: number;
	readonly accessor: Readonly<Record<string, unknown>>;
}

/** The pieces of a GLB file. Throws for a mesh that is none, has no triangles, or is beyond the format's 4 GiB. */
export function* glbChunks(mesh: Mesh, options: GlbOptions = {}): Generator<Uint8Array> {
	checkWritable("glbChunks", mesh, options);
	const parts = partsOf(mesh);
	const binaryBytes = parts.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
	const json = padded(new TextEncoder().encode(JSON.stringify(document(mesh, parts, binaryBytes, options))));
	const total = 12 + 8 + json.byteLength + 8 + binaryBytes;
	if (total > MAX_BYTES)
		throw new InputError(`glbChunks: ${total} bytes, want at most ${MAX_BYTES}: simplify the mesh`);
	yield words(MAGIC, 2, total);
	yield words(json.byteLength, JSON_CHUNK);
	yield json;
	yield words(binaryBytes, BINARY_CHUNK);
	for (const { bytes } of parts) yield bytes;
}

/** The arrays in the order of the file: indices, positions, normals, colours. */
function partsOf(mesh: Mesh): Part[] {
	const { positions, indices, normals, colours } = mesh;
	const bounds = boundsOf(positions);
	const count = vertexCount(mesh);
	const vectors = { componentType: FLOAT, count, type: "VEC3" };
	const parts: Part[] = [
		{
			bytes: littleEndian(indices),
			target: ELEMENT_ARRAY_BUFFER,
			accessor: { componentType: UNSIGNED_INT, count: triangleCount(mesh) * 3, type: "SCALAR" },
		},
		{ bytes: littleEndian(positions), target: ARRAY_BUFFER, accessor: { ...vectors, ...bounds } },
	];
	if (normals) parts.push({ bytes: littleEndian(normals), target: ARRAY_BUFFER, accessor: vectors });
	if (colours) {
		parts.push({
			bytes: littleEndian(linearColours(colours)),
			target: ARRAY_BUFFER,
			accessor: { componentType: UNSIGNED_SHORT, normalized: true, count, type: "VEC4" },
		});
	}
	return parts;
}

function document(mesh: Mesh, parts: readonly Part[], byteLength: number, options: GlbOptions): unknown {
	const { name, shading, doubleSided } = { ...GLB_DEFAULTS, ...options };
	let byteOffset = 0;
	const bufferViews = parts.map(({ bytes, target }) => {
		const view = { buffer: 0, byteOffset, byteLength: bytes.byteLength, target };
		byteOffset += bytes.byteLength;
		return view;
	});
	const attributes = ["POSITION", ...(mesh.normals ? ["NORMAL"] : []), ...(mesh.colours ? ["COLOR_0"] : [])];
	const unlit = shading === "unlit" ? "KHR_materials_unlit" : null;
	return {
		asset: { version: "2.0", generator: "triplane", ...(options.note && { extras: { note: options.note } }) },
		...(unlit && { extensionsUsed: [unlit] }),
		scene: 0,
		scenes: [{ nodes: [0] }],
		nodes: [{ mesh: 0, name }],
		meshes: [
			{
				name,
				primitives: [
					{
						attributes: Object.fromEntries(attributes.map((attribute, at) => [attribute, at + 1])),
						indices: 0,
						material: 0,
					},
				],
			},
		],
		materials: [
			{
				pbrMetallicRoughness: {
					...(mesh.colours === undefined && { baseColorFactor: CLAY }),
					metallicFactor: 0,
					roughnessFactor: 0.9,
				},
				...(doubleSided && { doubleSided }),
				...(unlit && { extensions: { [unlit]: {} } }),
			},
		],
		accessors: parts.map(({ accessor }, bufferView) => ({ bufferView, ...accessor })),
		bufferViews,
		buffers: [{ byteLength }],
	};
}

/** sRGB [V, 3] → linear light [V, 4] in 16 bits, opaque. */
function linearColours(colours: Float32Array): Uint16Array {
	const light = new Uint16Array((colours.length / 3) * 4).fill(0xffff);
	for (let i = 0; i < colours.length; i++) {
		const axis = i % 3;
		light[((i - axis) / 3) * 4 + axis] = Math.round(srgbToLinear(colours[i]!) * 0xffff);
	}
	return light;
}

/** The bytes of an array. Every platform that JavaScript runs on is little-endian, as glTF is. */
function littleEndian(array: Float32Array | Uint32Array | Uint16Array): Uint8Array {
	return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** Filled up with spaces to a multiple of four. */
function padded(bytes: Uint8Array): Uint8Array {
	const all = new Uint8Array(Math.ceil(bytes.length / 4) * 4).fill(0x20);
	all.set(bytes);
	return all;
}

function words(...values: readonly number[]): Uint8Array {
	const view = new DataView(new ArrayBuffer(values.length * 4));
	for (const [at, value] of values.entries()) view.setUint32(at * 4, value, true);
	return new Uint8Array(view.buffer);
}
