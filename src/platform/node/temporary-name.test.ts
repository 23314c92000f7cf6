import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { tryLock } from "./process-lock.ts";
import { fateOf, OWN_MARK } from "./process-mark.ts";
import { removeLeftovers, temporaryName } from "./temporary-name.ts";

const root = mkdtempSync(join(tmpdir(), "triplane-names-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The mark of a process of this machine that has ended. */
function goneMark(): string {
	const { pid } = spawnSync(process.execPath, ["-e", ""]);
	return OWN_MARK.replace(/^\d+/, String(pid));
}

describe("marks of processes", () => {
	it("tell what has become of them", () => {
		expect(fateOf(OWN_MARK)).toBe("runs");
		expect(fateOf(goneMark())).toBe("gone");
		expect(fateOf("1-000000")).toBe("elsewhere");
		expect(fateOf("")).toBe("unknown");
	});
});

describe("temporary names", () => {
	it("take away what ended processes have left, and nothing else", async () => {
		const folder = join(root, "a");
		mkdirSync(folder);
		const gone = goneMark();
		const left = [`x.png.${gone}.0123abcd.tmp`, `set.${gone}.0123abcd.tmp`];
		writeFileSync(join(folder, left[0] ?? ""), "half");
		mkdirSync(join(folder, left[1] ?? ""));
		writeFileSync(join(folder, left[1] ?? "", "inside"), "half");
		const kept = ["notes.tmp", `y.png.${OWN_MARK}.0123abcd.tmp`, "z.png.77-000000.0123abcd.tmp", "w.0123abcd.tmp"];
		for (const name of kept) writeFileSync(join(folder, name), "theirs");
		const name = await temporaryName(join(folder, "new.png"));
		expect(name).toMatch(/new\.png\.\d+-[0-9a-f]{6}\.[0-9a-f]{8}\.tmp$/);
		expect(readdirSync(folder).sort()).toEqual([...kept].sort());
	});

	it("do not mind a folder that is not there", async () => {
		await removeLeftovers(join(root, "nowhere"));
	});
});

describe("locks", () => {
	it("are held by one, given back, and taken over from a process that has ended", async () => {
		const path = join(root, "locks", "run.lock");
		const first = await tryLock(path);
		expect(typeof first).not.toBe("string");
		expect(await tryLock(path)).toBe(OWN_MARK);
		if (typeof first !== "string") await first[Symbol.asyncDispose]();
		expect(existsSync(path)).toBe(false);
		writeFileSync(path, goneMark());
		expect(typeof (await tryLock(path))).not.toBe("string");
	});

	it("of other machines are respected", async () => {
		const path = join(root, "other.lock");
		writeFileSync(path, "12-000000");
		expect(await tryLock(path)).toBe("12-000000");
	});
});
