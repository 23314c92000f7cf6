/**
 * What a pickle may ask for. Checkpoints in the published layout stay far below: one with three networks of its own
 * has some 40,000 opcodes, 10,000 memo entries and twenty marks at once, whatever the size of its weights. An opcode of one byte can
 * make an empty dict of some 300 bytes, so that their number bounds what a file can take beyond its own size.
 */
export interface PickleLimits {
	readonly opcodes: number;
	readonly memoEntries: number;
	readonly stackItems: number;
	/** Containers open at once. */
	readonly marks: number;
	/** Bytes of one string or line. */
	readonly textBytes: number;
	/** Characters of the name of a module, or of a thing in it. */
	readonly nameLength: number;
	/** Bytes of one integer: more than any dimension and torch's magic number need. */
	readonly integerBytes: number;
	/** Byte strings up to here are kept in memory as they pass by; longer ones are read when somebody wants them. */
	readonly heldBytes: number;
}

export const PICKLE_LIMITS: PickleLimits = Object.freeze({
	opcodes: 500_000,
	memoEntries: 250_000,
	stackItems: 250_000,
	marks: 1_000,
	textBytes: 64 * 1024 * 1024,
	nameLength: 1_000,
	integerBytes: 1_024,
	heldBytes: 65_536,
});
