/**
 * What a pickle may ask for. Published checkpoints stay far below: a full-size one has 40,000 opcodes, 11,000 memo
 * entries, 60 marks at once and 40 kB of text in one piece.
 */
export const PICKLE_LIMITS = Object.freeze({
	opcodes: 4_000_000,
	memoEntries: 1_000_000,
	stackItems: 1_000_000,
	/** Containers open at once. */
	marks: 1_000,
	/** One string, name or line. */
	textBytes: 64 * 1024 * 1024,
	/** One integer: enough for any tensor dimension and for torch's magic number, with a wide margin. */
	integerBytes: 1_024,
	/** Byte strings up to here are kept in memory as they pass by; longer ones are read when somebody wants them. */
	heldBytes: 65_536,
});
