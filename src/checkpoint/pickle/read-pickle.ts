/** Reads one pickle: runs its opcodes on the machine from PROTO to STOP. */

import type { ByteWindow } from "../byte-window.ts";
import { PICKLE_LIMITS } from "./limits.ts";
import { PickleMachine } from "./machine.ts";
import { OPCODES, type Opcode } from "./opcodes.ts";
import type { PicklePersistent, PickleValue } from "./values.ts";

export interface ReadPickle {
	readonly value: PickleValue;
	/** What the pickle says it is, 0 when it says nothing. */
	readonly protocol: number;
	/** All references to things outside the pickle, in order. */
	readonly persistent: readonly PicklePersistent[];
}

/** The table by code; undefined where no opcode is. */
const BY_CODE: readonly (readonly [name: string, opcode: Opcode] | undefined)[] = Array.from(
	{ length: 256 },
	(_, code) => Object.entries(OPCODES).find(([, opcode]) => opcode.code === code),
);

/**
 * Reads the pickle that begins where the window stands, and leaves the window behind its STOP, where in torch's
 * streams the next one begins. Nothing that it names is looked up, made or called. Throws `CheckpointError`.
 */
export async function readPickle(window: ByteWindow): Promise<ReadPickle> {
	const machine = new PickleMachine(window.range.source.name, window.range.allowance);
	for (let count = 0; machine.result === undefined; count++) {
		if (count >= PICKLE_LIMITS.opcodes) machine.fail(`more than ${PICKLE_LIMITS.opcodes} opcodes`);
		if (!window.holds(1)) await window.need(1, "the next opcode");
		const at = window.position;
		const entry = BY_CODE[window.uint8()];
		if (entry === undefined) return window.fail("the byte before is no opcode of a pickle");
		const [name, opcode] = entry;
		machine.begin(name, at);
		const step = opcode.run(machine, window, name);
		if (step !== undefined) await step;
		machine.end(window.position);
	}
	return { value: machine.result, protocol: machine.protocol, persistent: machine.persistent };
}
