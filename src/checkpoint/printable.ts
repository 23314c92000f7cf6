/** A name out of a hostile file, safe to print: one line of visible characters, not too long. */
export function printable(name: string): string {
	const visible = name.replace(/[^\x20-\x7e]/g, "?");
	return visible.length <= 120 ? visible : `${visible.slice(0, 117)}...`;
}
