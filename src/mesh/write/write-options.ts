/** What all writers of meshes and volumes share. */

import { InputError } from "../../tensor/errors.ts";
import { checkMesh, type Mesh } from "../mesh.ts";

export interface WriteOptions {
	/** One line kept in the file: where it comes from. Printable ASCII, as some formats allow no more */
	readonly note?: string;
}

/** Throws unless `mesh` is sound and has triangles, and the note is one line of ASCII. */
export function checkWritable(who: string, mesh: Mesh, options: WriteOptions): void {
	checkMesh(who, mesh);
	if (mesh.indices.length === 0) throw new InputError(`${who}: the mesh has no triangles; was the level ever crossed?`);
	checkNote(who, options);
}

/** Throws `InputError` unless the note is one line of printable ASCII. */
export function checkNote(who: string, { note = "" }: WriteOptions): void {
	if (!/^[\x20-\x7e]*$/.test(note)) {
		throw new InputError(`${who}: note ${JSON.stringify(note)} is not one line of printable ASCII`);
	}
}
