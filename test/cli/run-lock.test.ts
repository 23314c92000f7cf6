import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkpointToSafetensors } from "../../src/checkpoint/safetensors-checkpoint.ts";
import { OWN_MARK } from "../../src/platform/node/process-mark.ts";
import { RandomState } from "../../src/tensor/random-state.ts";
import { networkSnapshot } from "../../src/training/loop/network-snapshot.ts";
import { initialState } from "../../src/training/step.ts";
import { TINY_RESOLUTION, tinyNetworks } from "../support/tiny-training.ts";
import { useDatasetProgram } from "./dataset-folders.ts";

const program = useDatasetProgram();

it("a run is refused while another process is at it, and taken over from one that has ended", async () => {
	const network = join(program.folder, "tiny.safetensors");
	const state = initialState(tinyNetworks(), new RandomState(1));
	writeFileSync(network, Buffer.concat(checkpointToSafetensors(networkSnapshot(state, 8, new Map()))));
	const data = await program.sound("faces", 4, TINY_RESOLUTION);
	const runs = join(program.folder, "runs");
	const small = ["--batch", "4", "--gamma", "0", "--density_reg", "0", "--device", "cpu", "--threads", "1"];
	const first = ["train", "--outdir", runs, "--data", data, "--resume", network, "--kimg", "0.004", ...small];
	expect(await program.json(first)).toMatchObject({ end: "finished" });
	const run = join(runs, readdirSync(runs)[0] ?? "");
	const lock = join(run, "run.lock");
	const before = readdirSync(run).sort();
	expect(before).not.toContain("run.lock");

	writeFileSync(lock, OWN_MARK);
	const further = ["train", "--resume", run, "--kimg", "0.008"];
	const { code, stderr } = await program.run(further);
	expect(stderr).toMatch(new RegExp(`process ${process.pid} is at it; wait for it, stop it, or remove '.*run.lock'`));
	expect([code, readdirSync(run).sort()]).toEqual([2, [...before, "run.lock"].sort()]);

	writeFileSync(lock, OWN_MARK.replace(/^\d+/, "999999999"));
	expect(await program.json(further)).toMatchObject({ end: "finished", images: 8 });
	expect(existsSync(lock)).toBe(false);
});
