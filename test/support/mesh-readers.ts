/**
 * Readers of mesh files for tests, written from the formats' descriptions and not from our writers. They take just what
 * tests need and throw on anything unexpected, left-over bytes included.
 */

/** What a file holds, triangle by triangle or by index. Colours as the file has them. */
export interface ReadMesh {
	readonly header: readonly string[];
	readonly vertices: readonly Readonly<Record<string, number>>[];
	readonly triangles: readonly (readonly number[])[];
}

interface PlyProperty {
	readonly name: string;
	readonly type: string;
	readonly countType?: string;
}

interface PlyElement {
	readonly name: string;
	readonly count: number;
	readonly properties: PlyProperty[];
}

/** Reads one number of a type and moves on. */
type NextNumber = (type: string) => number;

/** PLY, text or binary little-endian, with elements `vertex` and `face`. */
export function readPly(bytes: Uint8Array): ReadMesh {
	const mark = "end_header\n";
	const text = new TextDecoder("latin1").decode(bytes);
	const bodyAt = text.indexOf(mark) + mark.length;
	const header = text.slice(0, bodyAt).trimEnd().split("\n");
	if (header[0] !== "ply") throw new Error(`no PLY: ${header[0]}`);
	const binary = header[1] === "format binary_little_endian 1.0";
	if (!binary && header[1] !== "format ascii 1.0") throw new Error(`PLY of ${header[1]}`);
	const [next, atEnd] = binary ? binaryNumbers(bytes, bodyAt) : textNumbers(text.slice(bodyAt));
	const rows = new Map(
		plyElements(header).map(({ name, count, properties }) => [
			name,
			Array.from({ length: count }, () => readRow(properties, next)),
		]),
	);
	if (!atEnd()) throw new Error("PLY: something follows the last element");
	const vertices = (rows.get("vertex") ?? []).map((row) =>
		Object.fromEntries(row.map(({ name, values: [value = Number.NaN] }) => [name, value])),
	);
	const triangles = (rows.get("face") ?? []).map(([list]) => list?.values ?? []);
	return { header, vertices, triangles };
}

function plyElements(header: readonly string[]): PlyElement[] {
	const elements: PlyElement[] = [];
	for (const line of header) {
		const words = line.split(" ");
		if (words[0] === "element") elements.push({ name: words[1] ?? "", count: Number(words[2]), properties: [] });
		if (words[0] !== "property") continue;
		const list = words[1] === "list";
		const name = words.at(-1) ?? "";
		const property = list ? { name, type: words[3] ?? "", countType: words[2] ?? "" } : { name, type: words[1] ?? "" };
		elements.at(-1)?.properties.push(property);
	}
	return elements;
}

function readRow(properties: readonly PlyProperty[], next: NextNumber): { name: string; values: number[] }[] {
	return properties.map(({ name, type, countType }) => ({
		name,
		values: Array.from({ length: countType === undefined ? 1 : next(countType) }, () => next(type)),
	}));
}

function binaryNumbers(bytes: Uint8Array, start: number): [NextNumber, () => boolean] {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let at = start;
	const next = (type: string): number => {
		const from = at;
		at += type === "uchar" ? 1 : 4;
		if (type === "uchar") return view.getUint8(from);
		if (type === "float") return view.getFloat32(from, true);
		if (type === "int") return view.getInt32(from, true);
		throw new Error(`PLY type ${type}`);
	};
	return [next, () => at === bytes.byteLength];
}

function textNumbers(body: string): [NextNumber, () => boolean] {
	const words = body.trim().split(/\s+/);
	let at = 0;
	const next = (type: string): number => {
		const value = Number(words[at++]);
		if (Number.isNaN(value) || (type !== "float" && !Number.isInteger(value)))
			throw new Error(`PLY: a ${type} of ${value}`);
		return value;
	};
	return [next, () => at === words.length];
}

/** OBJ of `v` (with colours or not), `vn` and triangles `f`; a triangle's normals must be its vertices'. */
export function readObj(bytes: Uint8Array): ReadMesh {
	const header: string[] = [];
	const places: number[][] = [];
	const normals: number[][] = [];
	const triangles: number[][] = [];
	for (const line of new TextDecoder().decode(bytes).trimEnd().split("\n")) {
		const [kind, ...words] = line.split(" ");
		if (kind === "#") header.push(line);
		else if (kind === "v") places.push(words.map(Number));
		else if (kind === "vn") normals.push(words.map(Number));
		else if (kind === "f") triangles.push(words.map((word) => objReference(word, normals.length > 0)));
		else throw new Error(`OBJ line ${line}`);
	}
	const names = ["x", "y", "z", "red", "green", "blue"];
	const vertices = places.map((numbers, vertex) =>
		Object.fromEntries([
			...numbers.map((value, at) => [names[at], value]),
			...(normals[vertex] ?? []).map((value, at) => [["nx", "ny", "nz"][at], value]),
		]),
	);
	return { header, vertices, triangles };
}

function objReference(word: string, withNormals: boolean): number {
	const match = withNormals ? /^(\d+)\/\/(\d+)$/.exec(word) : /^(\d+)$/.exec(word);
	if (!match || (withNormals && match[1] !== match[2])) throw new Error(`OBJ reference ${word}`);
	return Number(match[1]) - 1;
}

/** One triangle of an STL file. */
export interface StlFacet {
	readonly normal: readonly number[];
	readonly corners: readonly (readonly number[])[];
}

/** Binary STL. */
export function readStl(bytes: Uint8Array): { header: string; facets: StlFacet[] } {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const count = view.getUint32(80, true);
	if (bytes.byteLength !== 84 + 50 * count) throw new Error(`STL of ${bytes.byteLength} bytes for ${count} facets`);
	const vector = (at: number): number[] => [0, 4, 8].map((offset) => view.getFloat32(at + offset, true));
	const facets = Array.from({ length: count }, (_, facet) => {
		const at = 84 + 50 * facet;
		return { normal: vector(at), corners: [vector(at + 12), vector(at + 24), vector(at + 36)] };
	});
	return { header: new TextDecoder("latin1").decode(bytes.subarray(0, 80)), facets };
}

/** The JSON of a GLB file, and its accessors as plain numbers, normalised where they say so. */
export interface ReadGlb {
	readonly json: GlbDocument;
	accessor(index: number): number[];
}

export interface GlbDocument {
	readonly asset: { readonly version: string; readonly extras?: { readonly note: string } };
	readonly extensionsUsed?: readonly string[];
	readonly meshes: readonly {
		readonly name: string;
		readonly primitives: readonly { readonly attributes: Readonly<Record<string, number>>; readonly indices: number }[];
	}[];
	readonly materials: readonly Readonly<Record<string, unknown>>[];
	readonly accessors: readonly {
		readonly bufferView: number;
		readonly componentType: number;
		readonly normalized?: boolean;
		readonly count: number;
		readonly type: string;
		readonly min?: readonly number[];
		readonly max?: readonly number[];
	}[];
	readonly bufferViews: readonly { readonly byteOffset: number; readonly byteLength: number }[];
}

/** GLB of one JSON chunk and one binary chunk, accessors without strides. */
export function readGlb(bytes: Uint8Array): ReadGlb {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const word = (at: number): number => view.getUint32(at, true);
	const jsonBytes = word(12);
	const binaryAt = 20 + jsonBytes + 8;
	const lengths = [word(8), binaryAt + word(20 + jsonBytes)];
	if (word(0) !== 0x46546c67 || word(4) !== 2 || lengths.some((length) => length !== bytes.byteLength)) {
		throw new Error("no GLB of two chunks");
	}
	const json = JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + jsonBytes))) as GlbDocument;
	const accessor = (index: number): number[] => {
		const { bufferView = 0, componentType, normalized, count = 0, type } = json.accessors[index] ?? {};
		const start = binaryAt + (json.bufferViews[bufferView]?.byteOffset ?? 0);
		const length = count * ({ SCALAR: 1, VEC3: 3, VEC4: 4 }[type ?? ""] ?? Number.NaN);
		return Array.from({ length }, (_, at) => {
			if (componentType === 5126) return view.getFloat32(start + at * 4, true);
			if (componentType === 5125) return view.getUint32(start + at * 4, true);
			if (componentType === 5123) return view.getUint16(start + at * 2, true) / (normalized ? 65535 : 1);
			throw new Error(`GLB component type ${componentType}`);
		});
	};
	return { json, accessor };
}
