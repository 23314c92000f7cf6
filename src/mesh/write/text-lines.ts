/** Text files in pieces, and float32 numbers as text. */

const LINES_PER_CHUNK = 4096;

/** Lines as UTF-8, each ended by a line feed, some thousands in a piece. */
export function* encodeLines(lines: Iterable<string>): Generator<Uint8Array> {
	const encoder = new TextEncoder();
	let waiting: string[] = [];
	for (const line of lines) {
		waiting.push(line);
		if (waiting.length < LINES_PER_CHUNK) continue;
		yield encoder.encode(`${waiting.join("\n")}\n`);
		waiting = [];
	}
	if (waiting.length > 0) yield encoder.encode(`${waiting.join("\n")}\n`);
}

/** Three float32 numbers, nine digits each: enough to come back to the bit. */
export function threeNumbers(values: Float32Array, at: number): string {
	return `${nineDigits(values[at]!)} ${nineDigits(values[at + 1]!)} ${nineDigits(values[at + 2]!)}`;
}

function nineDigits(value: number): string {
	return String(Number(value.toPrecision(9)) + 0); // + 0 turns −0 into 0
}
