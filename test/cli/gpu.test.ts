import { readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { expect, it } from "vitest";
import { describeOnGpu } from "../skip.ts";
import { useProgram } from "./run-program.ts";

const program = useProgram();

describeOnGpu("triplane sample --device webgpu", () => {
	it("runs on the GPU, says so, and gives the picture of the CPU", async () => {
		const network = join(program.folder, "small64.safetensors");
		await program.json(["init", "--cfg", "small64", "--seed", "2", "--out", network]);
		const sample = async (device: string): Promise<Buffer> => {
			const outdir = join(program.folder, device);
			const size = ["--nrr", "4", "--yaw", "0", "--no-sr", "--seeds", "0"];
			await program.json(["sample", "--network", network, ...size, "--device", device, "--outdir", outdir]);
			const { engine } = JSON.parse(readFileSync(join(outdir, "seed0000.json"), "utf8"));
			expect(engine.device).toBe(device);
			return sharp(join(outdir, "seed0000-raw.png")).raw().toBuffer();
		};
		const [cpu, gpu] = [await sample("cpu"), await sample("webgpu")];
		const worst = cpu.reduce((most, value, index) => Math.max(most, Math.abs(value - (gpu[index] ?? 0))), 0);
		expect(gpu).toHaveLength(cpu.length);
		expect(worst).toBeLessThanOrEqual(2); // of 255
	});
});
