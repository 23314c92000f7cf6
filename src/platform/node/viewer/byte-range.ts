/** Parts of files by byte, as requests ask for them (RFC 9110, section 14). */

/** [first, end) */
export interface Part {
	readonly first: number;
	readonly end: number;
}

/**
 * @param header  of the request: `Range`
 * @param bytes   how many there are
 * @returns "all" also for several parts, and for what is no range
 */
export function partOf(header: string | undefined, bytes: number): Part | "all" | "beyond" {
	const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
	if (from === "" && to === "") return "all";
	const first = from === "" ? Math.max(bytes - Number(to), 0) : Number(from);
	const end = from === "" || to === "" ? bytes : Math.min(Number(to) + 1, bytes);
	return first < end ? { first, end } : "beyond";
}
