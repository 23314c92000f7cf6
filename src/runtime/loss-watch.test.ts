import { describe, expect, it } from "vitest";
import { LossWatch } from "./loss-watch.ts";

const FOREVER = new Promise<never>(() => {});

describe("LossWatch", () => {
	it("lets results and failures through", async () => {
		const watch = new LossWatch(FOREVER);
		expect(await watch.guard(Promise.resolve(3))).toBe(3);
		await expect(watch.guard(Promise.reject(new Error("no memory")))).rejects.toThrow("no memory");
		expect(() => watch.throwIfLost()).not.toThrow();
	});

	it("rejects what waits, and all that comes later, when the device is gone", async () => {
		let lose = (_reason: Error): void => {};
		const watch = new LossWatch(
			new Promise((resolve) => {
				lose = resolve;
			}),
		);
		const waiting = [watch.guard(FOREVER), watch.guard(FOREVER)];
		lose(new Error("lost"));
		for (const one of waiting) await expect(one).rejects.toThrow("lost");
		await expect(watch.guard(Promise.resolve(3))).rejects.toThrow("lost");
		expect(() => watch.throwIfLost()).toThrow("lost");
	});

	it("does nothing for devices that stay", async () => {
		expect(await new LossWatch(undefined).guard(Promise.resolve(1))).toBe(1);
	});
});
