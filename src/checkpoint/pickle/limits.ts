/**
 * What a pickle may ask for. Published checkpoints stay far below: a full-size one has 40,000 opcodes, 11,000 memo
 * entries, 60 marks at once and 40 kB of text in one piece.
 */
export interface PickleLimits {
	readonly opcodes: number;
	readonly memoEntries: number;
	readonly stackItems: number;
	/** Containers open at once. */
	readonly marks: number;
	/** Bytes of one string, name or line. */
	readonly textBytes: number;
	/** Bytes of one integer: more than any dimension and torch's magic number need. */
	readonly integerBytes: number;
	/** Byte strings up to here are kept in memory as they pass by; longer ones are read when somebody wants them. */
	readonly heldBytes: number;
}

export const PICKLE_LIMITS: PickleLimits = Object.freeze({
	opcodes: 4_000_000,
	memoEntries: 1_000_000,
	stackItems: 1_000_000,
	marks: 1_000,
	textBytes: 64 * 1024 * 1024,
	integerBytes: 1_024,
	heldBytes: 65_536,
});
