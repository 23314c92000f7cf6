import { describe, expect, it } from "vitest";
import type { CompiledGraph, InferenceRuntime } from "../host/inference-runtime.ts";
import { RuntimeFailureError } from "../tensor/errors.ts";
import { SessionCache } from "./session-cache.ts";

/** A runtime that counts what is compiled and what is alive. */
function counting(): { runtime: InferenceRuntime; alive: Set<string>; compiled: string[]; finish: (() => void)[] } {
	const [alive, compiled, finish] = [new Set<string>(), [] as string[], [] as (() => void)[]];
	const compile = async (name: string): Promise<CompiledGraph> => {
		compiled.push(name);
		alive.add(name);
		return {
			run: async (feeds) => {
				if (!alive.has(name)) throw new Error(`'${name}' is not alive`);
				if ("wait" in feeds) await new Promise<void>((resolve) => finish.push(resolve));
				return {};
			},
			dispose: async () => {
				alive.delete(name);
			},
		};
	};
	return { runtime: { device: "cpu", compile }, alive, compiled, finish };
}

const build = (): Uint8Array => new Uint8Array();
const GROUP = { name: "sizes", most: 2 };

describe("SessionCache", () => {
	it("compiles each graph once, and keeps all that are in no group", async () => {
		const { runtime, alive, compiled } = counting();
		const cache = new SessionCache(runtime);
		await Promise.all(["a", "b", "a", "c", "d"].map((key) => cache.get(key, build)));
		expect(compiled).toEqual(["a", "b", "c", "d"]);
		await cache.dispose();
		expect(alive.size).toBe(0);
		await expect(cache.get("a", build)).rejects.toBeInstanceOf(RuntimeFailureError);
	});

	it("keeps those of a group that were used last, and compiles others again when they run", async () => {
		const { runtime, alive, compiled } = counting();
		const cache = new SessionCache(runtime);
		const [one, two] = [await cache.get("1", build, GROUP), await cache.get("2", build, GROUP)];
		await one.run({});
		await cache.get("3", build, GROUP);
		expect([...alive].sort()).toEqual(["1", "3"]);
		await two.run({});
		expect([...alive].sort()).toEqual(["2", "3"]);
		expect(compiled).toEqual(["1", "2", "3", "2"]);
		for (let size = 10; size < 40; size++) await (await cache.get(String(size), build, GROUP)).run({});
		expect(alive.size).toBe(2);
		await cache.dispose();
		expect(alive.size).toBe(0);
	});

	it("does not release one that runs", async () => {
		const { runtime, alive, finish } = counting();
		const cache = new SessionCache(runtime);
		const one = await cache.get("1", build, GROUP);
		const running = one.run({ wait: null as never });
		await new Promise((resolve) => setTimeout(resolve, 0));
		for (const key of ["2", "3", "4"]) await (await cache.get(key, build, GROUP)).run({});
		expect(alive.has("1")).toBe(true);
		for (const end of finish) end();
		await running;
		await new Promise((resolve) => setTimeout(resolve, 0));
		expect([...alive].sort()).toEqual(["3", "4"]);
	});
});
