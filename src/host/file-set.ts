/** Named files, of a folder or an archive, that are read one at a time. */

/** Why a file that is there cannot be read. */
export type RefusalReason = "unsafe-name" | "duplicate-name" | "encrypted" | "unknown-compression" | "too-large";

export interface RefusedFile {
	readonly name: string;
	readonly reason: RefusalReason;
}

export interface FileSet extends AsyncDisposable {
	/** What messages call it: the path of the folder or the archive. */
	readonly name: string;
	/**
	 * Sizes in bytes by name. Names are relative to the root, with `/` between folders; none is absolute or leads out of
	 * the root.
	 */
	readonly sizes: ReadonlyMap<string, number>;
	/** Files that are there and are not in `sizes`. */
	readonly refused: readonly RefusedFile[];
	/** The whole file. Rejects with `InputError` when there is none of that name, or it is damaged. */
	read(name: string): Promise<Uint8Array>;
}
