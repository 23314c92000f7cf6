import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { coresOfMachine } from "./cores.ts";

let folder = "";
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "triplane-cores-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function described(siblings: readonly string[]): void {
	for (const [cpu, list] of siblings.entries()) {
		mkdirSync(join(folder, `cpu${cpu}`, "topology"), { recursive: true });
		writeFileSync(join(folder, `cpu${cpu}`, "topology", "thread_siblings_list"), `${list}\n`);
	}
	mkdirSync(join(folder, "cpufreq"));
}

describe("cores of a machine", () => {
	it("are counted once, however many threads each runs", () => {
		described(["0,2", "1,3", "0,2", "1,3"]);
		expect(coresOfMachine(folder)).toBe(Math.min(2, availableParallelism()));
	});

	it("are never more than the process may use", () => {
		described(Array.from({ length: availableParallelism() + 3 }, (_, cpu) => String(cpu)));
		expect(coresOfMachine(folder)).toBe(availableParallelism());
	});

	it("are unknown where the system does not tell", () => {
		expect(coresOfMachine(join(folder, "nowhere"))).toBeUndefined();
		described([]);
		expect(coresOfMachine(folder)).toBeUndefined();
	});
});
