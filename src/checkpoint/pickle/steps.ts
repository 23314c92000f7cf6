/** Steps of the pickle machine that fill what lies on its stack. */

import type { PickleMachine } from "./machine.ts";
import { describeValue, isKind, type PickleValue } from "./values.ts";

/** Puts `items` at the end of the list on top of the stack. */
export function appendTo(machine: PickleMachine, items: readonly PickleValue[]): void {
	const list = machine.top();
	if (!isKind(list, "list")) machine.fail(`wants a list to append to, got ${describeValue(list)}`);
	machine.make.append(list, items);
}

/** Puts `items`, keys and values in turn, into the dict on top of the stack. */
export function putItems(machine: PickleMachine, items: readonly PickleValue[]): void {
	const dict = machine.top();
	if (!isKind(dict, "dict")) machine.fail(`wants a dict to put items into, got ${describeValue(dict)}`);
	if (items.length % 2 !== 0) machine.fail(`${items.length} items are not keys and values in turn`);
	for (let i = 0; i < items.length; i += 2) {
		machine.make.put(dict, items[i] ?? null, items[i + 1] ?? null);
	}
}

/** Puts `items` into the set on top of the stack. */
export function addToSet(machine: PickleMachine, items: readonly PickleValue[]): void {
	const set = machine.top();
	if (!isKind(set, "set")) machine.fail(`wants a set to add to, got ${describeValue(set)}`);
	for (const item of items) machine.make.add(set, item);
}

/** Gives `state` to the object on top of the stack. */
export function build(machine: PickleMachine, state: PickleValue): void {
	const target = machine.top();
	if (isKind(target, "dict")) return; // attributes of a dict beside its entries, as state_dict()'s _metadata: not wanted
	if (!isKind(target, "call")) machine.fail(`wants an object to give a state to, got ${describeValue(target)}`);
	if (target.state !== undefined) machine.fail(`${describeValue(target)} has a state already`);
	target.state = state;
}
