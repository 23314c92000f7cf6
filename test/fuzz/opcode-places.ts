/** Where the opcodes of a pickle begin, so that an attack can aim. */

import { wholeOf } from "../../src/checkpoint/byte-range.ts";
import { ByteWindow } from "../../src/checkpoint/byte-window.ts";
import { PickleMachine } from "../../src/checkpoint/pickle/machine.ts";
import { OPCODES } from "../../src/checkpoint/pickle/opcodes.ts";
import { bytesInMemory } from "../../src/host/byte-source.ts";

/** The offsets of all opcodes of the pickle that begins at `start`, and of those that follow it at once. */
export async function opcodePlaces(bytes: Uint8Array, start = 0, pickles = 1): Promise<readonly number[]> {
	const window = new ByteWindow({ ...wholeOf(bytesInMemory("victim", bytes)), start });
	const places: number[] = [];
	for (let i = 0; i < pickles; i++) await followPickle(window, places);
	return places;
}

async function followPickle(window: ByteWindow, places: number[]): Promise<void> {
	const machine = new PickleMachine("victim", window.range.allowance);
	const entries = Object.entries(OPCODES);
	while (machine.result === undefined) {
		await window.need(1, "an opcode");
		places.push(window.position);
		const code = window.uint8();
		const [name, opcode] = entries.find(([, entry]) => entry.code === code) ?? [];
		if (name === undefined || opcode === undefined) throw new Error("the victim is no pickle");
		machine.begin(name, window.position - 1);
		await opcode.run(machine, window, name);
	}
}
