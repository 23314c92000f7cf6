import { describe, expect, it } from "vitest";
import { inTwoStages } from "./in-two-stages.ts";

/** Lets everything that is ready run. */
const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

async function collect<T>(results: AsyncIterable<T>): Promise<T[]> {
	const all: T[] = [];
	for await (const result of results) all.push(result);
	return all;
}

describe("inTwoStages", () => {
	it("begins the next item's first stage before the last one's second has ended", async () => {
		const log: string[] = [];
		const stage = (name: string) => async (item: number) => {
			log.push(`${name}${item} begins`);
			await tick();
			if (name === "b") await tick();
			log.push(`${name}${item} ends`);
			return item;
		};
		expect(await collect(inTwoStages([0, 1, 2], stage("a"), stage("b")))).toEqual([0, 1, 2]);
		expect(log.indexOf("a1 begins")).toBeLessThan(log.indexOf("b0 ends"));
		expect(log.indexOf("b0 ends")).toBeLessThan(log.indexOf("b1 begins"));
	});

	it("gives nothing for nothing", async () => {
		expect(await collect(inTwoStages([], tick, tick))).toEqual([]);
	});

	it("throws what the first stage throws, after the second has ended", async () => {
		let ended = false;
		const first = async (item: number): Promise<number> => {
			if (item === 1) throw new RangeError("no second");
			return item;
		};
		const second = async (item: number): Promise<number> => {
			await tick();
			ended = true;
			return item;
		};
		await expect(collect(inTwoStages([0, 1], first, second))).rejects.toThrow("no second");
		expect(ended).toBe(true);
	});

	it("throws what the second stage throws while the first is at work", async () => {
		const second = async (): Promise<never> => {
			throw new RangeError("no result");
		};
		const first = async (item: number): Promise<number> => {
			await tick();
			return item;
		};
		await expect(collect(inTwoStages([0, 1], first, second))).rejects.toThrow("no result");
	});
});
