import { describe, expect, it } from "vitest";
import { AbortedError } from "../tensor/errors.ts";
import { inOrder } from "./in-order.ts";

async function collect<T>(steps: AsyncIterable<T>): Promise<T[]> {
	const results: T[] = [];
	for await (const step of steps) results.push(step);
	return results;
}

function soon<T>(milliseconds: number, value: T): Promise<T> {
	return new Promise((resolve) => setTimeout(() => resolve(value), milliseconds));
}

describe("work that runs ahead", () => {
	it("gives results in the order of what was asked, however long each takes", async () => {
		const work = (delay: number): Promise<number> => soon(delay, delay);
		expect(await collect(inOrder([20, 1, 10, 0, 5], work, { ahead: 3, what: "test" }))).toEqual([20, 1, 10, 0, 5]);
	});

	it("never has more steps under way than asked for, and really runs them together", async () => {
		let running = 0;
		let most = 0;
		const work = async (item: number): Promise<number> => {
			running += 1;
			most = Math.max(most, running);
			await soon(2, item);
			running -= 1;
			return item;
		};
		await collect(inOrder(Array.from({ length: 20 }).keys(), work, { ahead: 4, what: "test" }));
		expect(most).toBe(4);
	});

	it("ends with the first error, although later steps fail too", async () => {
		const work = async (item: number): Promise<number> => {
			if (item > 1) throw new Error(`step ${item}`);
			return item;
		};
		await expect(collect(inOrder([0, 1, 2, 3, 4], work, { ahead: 4, what: "test" }))).rejects.toThrow("step 2");
	});

	it("ends when it is stopped", async () => {
		const controller = new AbortController();
		const work = async (item: number): Promise<number> => {
			if (item === 2) controller.abort();
			return item;
		};
		const steps = inOrder([0, 1, 2, 3, 4, 5], work, { ahead: 1, what: "test", signal: controller.signal });
		await expect(collect(steps)).rejects.toBeInstanceOf(AbortedError);
	});
});
