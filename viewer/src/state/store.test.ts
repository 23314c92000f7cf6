/** The store and its history. */

import { describe, expect, it } from "vitest";
import { Store } from "./store.ts";

describe("Store", () => {
	it("makes one step of a whole gesture", () => {
		const store = new Store(0);
		for (let at = 1; at <= 5; at++) store.change((value) => value + 1, "gesture");
		store.settle();
		store.change(() => 100);
		store.undo();
		expect(store.state).toBe(5);
		store.undo();
		expect(store.state).toBe(0);
		expect(store.canUndo).toBe(false);
	});

	it("takes a gesture back that has not ended", () => {
		const store = new Store(0);
		store.change(() => 3, "gesture");
		store.undo();
		expect(store.state).toBe(0);
		store.redo();
		expect(store.state).toBe(3);
	});

	it("forgets what was taken back when something new is done", () => {
		const store = new Store("a");
		store.change(() => "b");
		store.undo();
		store.change(() => "c");
		store.redo();
		expect(store.state).toBe("c");
		store.undo();
		expect(store.state).toBe("a");
	});

	it("tells of every change, and of none that changes nothing", () => {
		const store = new Store(1);
		const told: [number, string][] = [];
		store.subscribe((value, kind) => told.push([value, kind]));
		store.change(() => 1);
		store.change(() => 2, "gesture");
		store.settle();
		expect(told).toEqual([
			[2, "gesture"],
			[2, "step"],
		]);
	});

	it("takes what is put in anew, as it was, for no step", () => {
		const store = new Store({ seed: 3 });
		store.change(() => ({ seed: 3 }));
		store.change(() => ({ seed: 4 }), "gesture");
		store.change(() => ({ seed: 3 }), "gesture");
		store.settle();
		expect(store.canUndo).toBe(false);
	});

	it("begins anew where a change without a hand has brought it", () => {
		const store = new Store(0);
		store.change(() => 5, "gesture");
		store.rebase();
		expect(store.canUndo).toBe(false);
		store.change(() => 6);
		store.undo();
		expect(store.state).toBe(5);
	});

	it("remembers two hundred steps", () => {
		const store = new Store(0);
		for (let at = 1; at <= 250; at++) store.change(() => at);
		for (let at = 0; at < 300; at++) store.undo();
		expect(store.state).toBe(50);
	});
});
