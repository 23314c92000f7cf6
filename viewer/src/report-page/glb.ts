/** Reads the meshes in the page: GLB as `triplane mesh` writes it – one primitive, positions, normals, colours. */

export interface PageMesh {
	/** [V, 3], world units. */
	readonly positions: Float32Array<ArrayBuffer>;
	/** [V, 3], unit length. */
	readonly normals: Float32Array<ArrayBuffer>;
	/** [V, 4], linear light in 16 bits; `null` for a mesh without colours. */
	readonly colours: Uint16Array<ArrayBuffer> | null;
	/** Three to a triangle. */
	readonly indices: Uint32Array<ArrayBuffer>;
}

interface GlbHead {
	readonly meshes: readonly {
		readonly primitives: readonly { readonly attributes: Readonly<Record<string, number>>; readonly indices: number }[];
	}[];
	readonly accessors: readonly { readonly bufferView: number }[];
	readonly bufferViews: readonly { readonly byteOffset?: number; readonly byteLength: number }[];
}

/** Lengths of the file's head and of a chunk's head, bytes. */
const FILE_HEAD = 12;
const CHUNK_HEAD = 8;

/** Throws `Error` for what has no mesh with normals in it. */
export function readGlb(bytes: Uint8Array<ArrayBuffer>): PageMesh {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const jsonLength = view.getUint32(FILE_HEAD, true);
	const jsonStart = FILE_HEAD + CHUNK_HEAD;
	const json = new TextDecoder().decode(bytes.subarray(jsonStart, jsonStart + jsonLength));
	const head = JSON.parse(json) as GlbHead;
	const binaryStart = jsonStart + jsonLength + CHUNK_HEAD;
	const primitive = head.meshes[0]?.primitives[0];
	const part = (accessor: number | undefined): ArrayBuffer | null => {
		const bufferView = head.bufferViews[head.accessors[accessor ?? -1]?.bufferView ?? -1];
		if (!bufferView) return null;
		const from = binaryStart + (bufferView.byteOffset ?? 0);
		return bytes.slice(from, from + bufferView.byteLength).buffer;
	};
	const [positions, normals, colours] = ["POSITION", "NORMAL", "COLOR_0"].map((name) =>
		part(primitive?.attributes[name]),
	);
	const indices = part(primitive?.indices);
	if (!(positions && normals && indices)) throw new Error("readGlb: no mesh with positions, normals and indices");
	return {
		positions: new Float32Array(positions),
		normals: new Float32Array(normals),
		colours: colours ? new Uint16Array(colours) : null,
		indices: new Uint32Array(indices),
	};
}
