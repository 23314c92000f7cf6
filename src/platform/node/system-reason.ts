/** Why the operating system refused something, in words. */

const REASONS: Readonly<Record<string, string>> = {
	EACCES: "no permission",
	EPERM: "no permission",
	EROFS: "the file system is read-only",
	ENOSPC: "no space left on the device",
	EDQUOT: "the disk quota is used up",
	EFBIG: "the file would be too large",
	EMFILE: "too many files are open",
	ENAMETOOLONG: "the name is too long",
	ENOENT: "there is no such file or folder",
	ENOTDIR: "a part of the path is not a folder",
	EEXIST: "there is a file of that name",
	EISDIR: "there is a folder of that name",
	ELOOP: "the path goes round in circles of links",
};

/** The reason behind an error of `node:fs`. */
export function systemReason(error: unknown): string {
	const code = error instanceof Error && "code" in error ? String(error.code) : "";
	return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}
