/** Numbers with their sign, as sheets show angles. */

/** `+12.5`, `−3`, `0`. */
export function signed(value: number, digits = 0): string {
	const text = Math.abs(value).toFixed(digits);
	if (Number(text) === 0) return text;
	return value < 0 ? `−${text}` : `+${text}`;
}
