import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { useProgram } from "./run-program.ts";

const program = useProgram();

interface RecordOfEncoder {
	readonly repeat: readonly string[];
	readonly losses: readonly { readonly images: number; readonly latents: number; readonly moves: number }[];
	readonly scores: { readonly people: number; readonly psnr: number };
}

describe("triplane encoder", { timeout: 240_000 }, () => {
	it("teaches an encoder whose answer an inversion takes", async () => {
		const outdir = join(program.folder, "encoder");
		const quick = ["--kimg", "0.4", "--pairs", "24", "--batch", "8", "--weighed", "0", "--judged", "2", "--heads"];
		await program.json(["encoder", ...quick, "--outdir", outdir]);
		const { repeat, losses, scores } = JSON.parse(
			readFileSync(join(outdir, "encoder.json"), "utf8"),
		) as RecordOfEncoder;
		expect(losses).toHaveLength(50);
		// where it was taken from is learned first
		const mean = (some: typeof losses): number => some.reduce((sum, { moves }) => sum + moves, 0) / some.length;
		expect(mean(losses.slice(-10))).toBeLessThan(0.8 * mean(losses.slice(0, 10)));
		expect(losses.every(({ latents }) => Number.isFinite(latents))).toBe(true);
		expect([scores.people, Number.isFinite(scores.psnr)]).toEqual([2, true]);
		const file = join(outdir, "encoder.safetensors");
		expect(statSync(file).size).toBeLessThan(3e6);

		const again = join(program.folder, "again");
		await program.json(repeat.map((word) => (word === outdir ? again : word)));
		expect(readFileSync(join(again, "encoder.safetensors"))).toEqual(readFileSync(file));

		const picture = join(program.folder, "seed0003.png");
		const side = ["--true-yaw", "20", "--true-pitch", "0"];
		await program.json(["sample", "--seeds", "3", ...side, "--outdir", program.folder]);
		const person = join(program.folder, "person");
		const invert = ["invert", "--image", picture, "--steps", "0", "--outdir", person];
		const told = (await program.json([...invert, "--encoder", file])) as { readonly steps: number };
		expect(told.steps).toBe(0);
		const record = JSON.parse(readFileSync(join(person, "person.json"), "utf8")) as { readonly encoder: string };
		expect(record.encoder).toBe("encoder.safetensors");

		const foreign = await program.run([...invert, "--encoder", file, "--network", "heads-frontal"]);
		expect([foreign.code, foreign.stderr]).toEqual([3, expect.stringMatching(/is it for another network\?/)]);
		const none = await program.run([...invert, "--encoder", "none"]);
		expect([none.code, none.stderr]).toEqual([2, expect.stringMatching(/--steps 0: wants the answer of an encoder/)]);
	});
});
