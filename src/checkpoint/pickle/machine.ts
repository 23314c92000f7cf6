/**
 * The pickle machine: a stack, marks on it, and a memo. Opcodes are steps of it (`opcodes.ts`).
 *
 * It builds descriptions (`values.ts`) and does nothing else: what a pickle calls is looked up in the allow-list and
 * noted. There is no recursion, and every kind of growth has a limit.
 */

import { CheckpointError } from "../../tensor/errors.ts";
import { type Allowance, COST } from "../allowance.ts";
import { printable } from "../printable.ts";
import { findGlobal } from "./allow-list.ts";
import { PICKLE_LIMITS } from "./limits.ts";
import { ValueMaker } from "./make-values.ts";
import { describeValue, isKind, type PickleGlobal, type PicklePersistent, type PickleValue } from "./values.ts";

export class PickleMachine {
	/** All persistent ids met so far. */
	readonly persistent: PicklePersistent[] = [];
	/** What PROTO said; 0 when it said nothing. */
	protocol = 0;
	readonly #sourceName: string;
	readonly #stack: PickleValue[] = [];
	/** Heights of the stack at which a MARK lies. */
	readonly #marks: number[] = [];
	/** By `memoKey`. */
	readonly #memo: Map<string, PickleValue> = new Map();
	#opcode = "PROTO";
	#at = 0;
	#frameEnd = 0;
	#result: PickleValue | undefined;

	/** Makes what lies on the stack. */
	readonly make: ValueMaker;

	constructor(sourceName: string, allowance: Allowance) {
		this.#sourceName = sourceName;
		this.make = new ValueMaker(allowance, {
			describe: () => this.#place(),
			fail: (message) => this.fail(message),
		});
	}

	/** The described object, once STOP has been met. */
	get result(): PickleValue | undefined {
		return this.#result;
	}

	/** Offset of the opcode at work. */
	get at(): number {
		return this.#at;
	}

	/** Begins an opcode at an offset of the source; only messages depend on it. */
	begin(opcode: string, at: number): void {
		this.#opcode = opcode;
		this.#at = at;
	}

	fail(message: string): never {
		throw new CheckpointError(`${this.#place()}: ${message}`);
	}

	#place(): string {
		return `${this.#sourceName}: byte ${this.#at}: ${this.#opcode}`;
	}

	/** Declares that the opcodes up to `end` form a frame; frames follow each other and do not nest. */
	beginFrame(begin: number, end: number): void {
		if (begin < this.#frameEnd) this.fail(`a frame begins inside the frame that ends at byte ${this.#frameEnd}`);
		this.#frameEnd = end;
	}

	/** Ends an opcode at an offset: no opcode lies across the end of a frame. */
	end(position: number): void {
		if (this.#at < this.#frameEnd && position > this.#frameEnd) {
			this.fail(`reaches across the end of its frame at byte ${this.#frameEnd}`);
		}
	}

	stop(): void {
		const value = this.pop();
		const left = this.#stack.length + this.#marks.length;
		if (left > 0) this.fail(`${left} items are left on the stack`);
		this.#result = value;
	}

	push(value: PickleValue): void {
		if (this.#stack.length >= PICKLE_LIMITS.stackItems) this.fail("the stack grows too large");
		this.#stack.push(value);
	}

	pop(): PickleValue {
		const value = this.#stack.length > this.#floor() ? this.#stack.pop() : undefined;
		return value === undefined ? this.fail("the stack is empty") : value;
	}

	top(): PickleValue {
		const value = this.#stack.length > this.#floor() ? this.#stack.at(-1) : undefined;
		return value === undefined ? this.fail("the stack is empty") : value;
	}

	/** POP takes a mark away when there is nothing above it. */
	popItemOrMark(): void {
		if (this.#marks.length > 0 && this.#stack.length === this.#floor()) this.#marks.pop();
		else this.pop();
	}

	mark(): void {
		if (this.#marks.length >= PICKLE_LIMITS.marks)
			this.fail(`more than ${PICKLE_LIMITS.marks} containers are open at once`);
		this.#marks.push(this.#stack.length);
	}

	/** Takes away the topmost mark and everything above it. */
	popToMark(): PickleValue[] {
		const height = this.#marks.pop();
		return height === undefined ? this.fail("there is no mark") : this.#stack.splice(height);
	}

	/** Puts the top of the stack into the memo, under the next index unless told. */
	memoize(index: number = this.#memo.size): void {
		if (!Number.isSafeInteger(index) || index < 0) this.fail(`${index} is no memo index`);
		if (this.#memo.size >= PICKLE_LIMITS.memoEntries) this.fail("the memo grows too large");
		this.#memo.set(memoKey(index), this.top());
	}

	recall(index: number): void {
		const value = this.#memo.get(memoKey(index));
		if (value === undefined) this.fail(`nothing was put into the memo under ${index}`);
		this.push(value);
	}

	/** Names a global, or refuses it. */
	global(module: PickleValue | undefined, name: PickleValue | undefined): PickleGlobal {
		if (typeof module !== "string" || typeof name !== "string") {
			return this.fail(
				`wants the names of a module and of a thing in it, got ${describeValue(module)} and ${describeValue(name)}`,
			);
		}
		this.make.spend(COST.note + COST.character * (module.length + name.length));
		const isName = module.length <= PICKLE_LIMITS.nameLength && name.length <= PICKLE_LIMITS.nameLength;
		const found = isName ? findGlobal(module, name) : undefined;
		if (found === undefined) {
			return this.fail(
				`refuses ${printable(`${module}.${name}`)}: checkpoints are read as data, and this global is not on the list of those that describe networks and tensors`,
			);
		}
		return found;
	}

	/** The description of a call of `callee` with `args`. */
	call(callee: PickleValue | undefined, args: readonly PickleValue[]): PickleValue {
		const global = calledGlobal(callee);
		if (global === undefined) return this.fail(`wants to call ${describeValue(callee)}, which is not a global`);
		return global.describe({
			...{ name: global.name, args, at: this.#at, make: this.make },
			fail: (message) => this.fail(message),
			call: (other, otherArgs) => this.call(other, otherArgs),
		});
	}

	persist(id: PickleValue): void {
		this.make.spend(COST.note);
		const reference: PicklePersistent = { kind: "persistent", id, at: this.#at };
		this.persistent.push(reference);
		this.push(reference);
	}

	#floor(): number {
		return this.#marks.at(-1) ?? 0;
	}
}

/** V8 hashes texts with a secret, numbers without one: a file could choose indices that all fall on one place. */
function memoKey(index: number): string {
	return `m${index}`;
}

/** A global, also by way of torch's note ('module', class, file, source) of the class of a layer. */
function calledGlobal(callee: PickleValue | undefined): PickleGlobal | undefined {
	if (isKind(callee, "global")) return callee;
	if (!isKind(callee, "persistent") || !isKind(callee.id, "tuple")) return undefined;
	const [tag, layer] = callee.id.items;
	return tag === "module" && isKind(layer, "global") ? layer : undefined;
}
