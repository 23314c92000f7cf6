/** Buffers of an answer, which are handed over rather than copied. Shared memory is copied: it cannot be handed over. */

export function transferables(answer: unknown): ArrayBuffer[] {
	const arrays = ArrayBuffer.isView(answer) ? [answer] : Object.values(answer ?? {}).filter(ArrayBuffer.isView);
	const buffers = arrays.map(({ buffer }) => buffer);
	return [...new Set(buffers.filter((buffer) => buffer instanceof ArrayBuffer))];
}
