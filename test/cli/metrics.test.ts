/** `triplane metrics` through the built command. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { createGraph } from "../../src/graph/create.ts";
import { serializeOnnx } from "../../src/graph/onnx/model.ts";
import { reduceMean } from "../../src/graph/ops/reductions.ts";
import { UNTRAINED_NETWORK, useProgram } from "./run-program.ts";

const program = useProgram();
let heads = "";

beforeAll(async () => {
	heads = join(program.folder, "heads.zip");
	await program.json(["dataset", "heads", "--out", heads, "--count", "8", "--resolution", "128", "--threads", "1"]);
});

interface Result {
	readonly values: Readonly<Record<string, { readonly value: number; readonly interval: readonly number[] | null }>>;
	readonly floor: unknown;
	readonly ceiling: Readonly<Record<string, { readonly value: number }>>;
	readonly extractors: unknown;
	readonly data: unknown;
}

const COMMON = ["metrics", "--network", UNTRAINED_NETWORK, "--count", "4", "--people", "1", "--device", "cpu"];

describe("triplane metrics", () => {
	it("measures a network, its floor and its ceiling, and gives the same numbers again", async () => {
		const args = [...COMMON, "--data", heads, "--bounds", "--metrics", "consistency,pr-random,fd-random,pose-random"];
		const result = (await program.json(args)) as Result;
		expect(Object.keys(result.values).slice(0, 5)).toEqual([
			"fd-random",
			"precision-random",
			"recall-random",
			"pose-random-yaw",
			"pose-random-pitch",
		]);
		expect(result.values["consistency-seen"]).toBeDefined();
		// A network with random weights is far from heads.
		expect(result.values["fd-random"]?.value).toBeGreaterThan(1);
		expect(result.ceiling["fd-random"]?.value).toBeGreaterThan(0);
		expect(result.floor).not.toBeNull();
		expect(result.extractors).toEqual({ random: "random-v1" });
		expect(result.data).toMatchObject({ items: 8, reference: 4, heldOut: 4 });
		const again = (await program.json(args)) as Result;
		expect(again.values).toEqual(result.values);
	});

	it("compares only what is seen from the yaws asked for", async () => {
		const args = [...COMMON, "--data", "heads:rebalanced,camera,seed=5,count=80", "--metrics", "pose-random"];
		const result = (await program.json([...args, "--count", "2", "--yaw-range=20,50"])) as Result;
		const { items } = result.data as { items: number };
		expect(items).toBeGreaterThan(6);
		expect(items).toBeLessThan(30);
		const { code, stderr } = await program.run([...args, "--yaw-range=100,120"]);
		expect(code).toBe(2);
		expect(stderr).toContain("0 of 80 images are seen from yaws 100 to 120°");
	});

	it("has no ceiling for depth, which no blurred mean has", async () => {
		const data = "heads:frontal,camera,seed=5,count=16";
		const result = (await program.json([...COMMON, "--data", data, "--metrics", "depth", "--bounds"])) as Result;
		expect(result.ceiling).toEqual({});
	});

	it("takes a detector of one's own: distances over the means of the three colours", async () => {
		const graph = createGraph();
		const means = reduceMean(graph.input("x", [1, 3, 128, 128]), [2, 3]);
		const file = join(program.folder, "means.onnx");
		writeFileSync(file, serializeOnnx({ name: "means", outputs: { y: means } }));
		const description = { name: "means", input: { name: "x", size: 128, range: [0, 1] }, output: "y" };
		writeFileSync(join(program.folder, "means.json"), JSON.stringify(description));
		const args = ["--data", heads, "--metrics", "fd-detector,kd-detector", "--detector", file];
		const result = (await program.json([...COMMON, ...args])) as Result;
		expect(Object.keys(result.values)).toEqual(["fd-detector", "kd-detector"]);
		// Means are within [0, 1], so that their distance is at most 3.
		expect(result.values["fd-detector"]?.value).toBeGreaterThan(0);
		expect(result.values["fd-detector"]?.value).toBeLessThan(3);
		expect(result.extractors).toMatchObject({ detector: { file, name: "means" } });
	});

	it("says what is wrong with names, sizes and detectors, and ends with 2", async () => {
		const expectRefusal = async (args: readonly string[], message: string): Promise<void> => {
			const { code, stderr } = await program.run([...COMMON, ...args]);
			expect(stderr).toContain(message);
			expect(code).toBe(2);
		};
		await expectRefusal(["--data", heads, "--metrics", "fid"], "'fid' is not one of fd-random");
		await expectRefusal(["--data", heads, "--metrics", "fd-detector"], "see --detector");
		const model = join(program.folder, "d.onnx");
		writeFileSync(model, "");
		await expectRefusal(["--data", heads, "--metrics", "fd-detector", "--detector", model], "d.json");
		writeFileSync(join(program.folder, "d.json"), '{"name":"d"}');
		await expectRefusal(["--data", heads, "--metrics", "fd-detector", "--detector", model], "input: ");
		const small = join(program.folder, "small.zip");
		await program.json(["dataset", "heads", "--out", small, "--count", "2", "--resolution", "32", "--threads", "1"]);
		await expectRefusal(["--data", small], "have 32 pixels a side, the network's 128");
	});
});
