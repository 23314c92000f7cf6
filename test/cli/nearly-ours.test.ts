/** Networks that are nearly ours through the whole program: other floats, bare tensors, addresses, parts left out. */

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Checkpoint, NetworkDescription } from "../../src/checkpoint/description.ts";
import { networkTensors } from "../../src/checkpoint/network-record.ts";
import { safetensorsChunks } from "../../src/checkpoint/safetensors/writer.ts";
import { checkpointToSafetensors } from "../../src/checkpoint/safetensors-checkpoint.ts";
import { openCheckpoint } from "../../src/platform/node/open-generator.ts";
import { float32ToFloat16 } from "../../src/tensor/half.ts";
import { float32Tensor, hostTensor } from "../../src/tensor/host-tensor.ts";
import { toFloat32 } from "../../src/tensor/to-float32.ts";
import { withParts, withRendering, withTensors } from "../support/changed-network.ts";
import { persistent, pickle, tuple } from "../support/pickler.ts";
import { type StorageData, storage, storageId, tensorOn, torchArchive } from "../support/torch-files.ts";
import { UNTRAINED_NETWORK, useProgram } from "./run-program.ts";

const program = useProgram();
const at = (name: string): string => join(program.folder, name);

let original: NetworkDescription;
beforeAll(async () => {
	const found = (await openCheckpoint(UNTRAINED_NETWORK)).networks.get("G_ema");
	if (!found) throw new Error("no G_ema");
	original = found;
});

/** Writes a file of ours that holds one network. */
function written(name: string, description: NetworkDescription): string {
	const none = new Map<string, never>();
	const networks = new Map([["G_ema", description]]);
	const checkpoint: Checkpoint = { format: "safetensors", networks, extras: none, metadata: none };
	writeFileSync(at(name), Buffer.concat(checkpointToSafetensors(checkpoint)));
	return at(name);
}

interface Sampled {
	readonly picture: Buffer;
	readonly stderr: string;
	readonly repeat: readonly string[];
	readonly network: { readonly name: string; readonly sha256: string };
}

async function sample(network: string, name: string, ...more: string[]): Promise<Sampled> {
	const outdir = at(`out-${name}`);
	const views = ["--seeds", "1", "--yaw", "0.3", "--pitch", "0", "--nrr", "16", "--device", "cpu", "--outdir", outdir];
	const { code, stderr } = await program.run(["sample", "--network", network, ...views, ...more]);
	if (code !== 0) throw new Error(`exit code ${code}: ${stderr}`);
	const record = JSON.parse(readFileSync(join(outdir, "seed0001.json"), "utf8"));
	return {
		picture: readFileSync(join(outdir, "seed0001.png")),
		stderr,
		repeat: record.repeat,
		network: record.network,
	};
}

describe("a network in other floats", () => {
	it("gives the pictures of its numbers in float32, and says that it was converted", async () => {
		const halves = withTensors(original, ({ shape, data }) =>
			hostTensor("float16", shape, float32ToFloat16(data as Float32Array)),
		);
		const same = withTensors(halves, (tensor) => toFloat32("w", tensor));
		const converted = await sample(written("half.safetensors", halves), "half");
		expect(converted.stderr).toMatch(/network '.*half\.safetensors': tensors converted to float32: \d+ of float16/);
		const plain = await sample(written("same.safetensors", same), "same");
		expect(plain.stderr).not.toContain("converted");
		expect(converted.picture.equals(plain.picture)).toBe(true);
	});
});

describe("a network without c_scale", () => {
	it("shows one person to all conditioning cameras, as in the published code, and says so", async () => {
		const path = written("unscaled.safetensors", withRendering(original, { c_scale: undefined }));
		const unscaled = await sample(path, "unscaled");
		expect(unscaled.stderr).toContain("c_scale is not in the file: 0, as in the published code");
		const zero = await sample(written("zero.safetensors", withRendering(original, { c_scale: 0 })), "zero");
		const one = await sample(UNTRAINED_NETWORK, "one");
		expect(unscaled.picture.equals(zero.picture)).toBe(true);
		expect(unscaled.picture.equals(one.picture)).toBe(false);
	});
});

describe("a state_dict", () => {
	const storages: StorageData[] = [];
	const tensors = (): [string, ReturnType<typeof tensorOn>][] =>
		[...networkTensors(original)].map(([name, { shape, data }]) => {
			const of = storage(`${storages.length}`, "float32", data);
			storages.push(of);
			return [`module.${name}`, tensorOn(persistent(tuple(...storageId(of))), shape)];
		});

	it("is opened with the options of another network, as .pth and as safetensors", async () => {
		const want = await sample(UNTRAINED_NETWORK, "like-original");
		const state = new Map<string, ReturnType<typeof tensorOn>>(tensors());
		writeFileSync(at("net.pth"), torchArchive(state, storages));
		const got = await sample(at("net.pth"), "pth", "--like", "untrained");
		expect(got.picture.equals(want.picture)).toBe(true);
		expect(got.repeat.join(" ")).toContain("--like untrained");
		writeFileSync(at("bare.safetensors"), Buffer.concat(safetensorsChunks(networkTensors(original))));
		const bare = await sample(at("bare.safetensors"), "bare", "--cfg", "small128");
		expect(bare.picture.equals(want.picture)).toBe(true);
	});

	it("is refused without them, with what it wants, and info tells what it is", async () => {
		writeFileSync(at("tensors.safetensors"), Buffer.concat(safetensorsChunks(networkTensors(original))));
		const args = ["--network", at("tensors.safetensors")];
		const refused = await program.run(["sample", ...args, "--seeds", "0", "--outdir", at("never")]);
		expect([refused.code, refused.stderr]).toEqual([3, expect.stringMatching(/is a state_dict.*--like.*--cfg/)]);
		const info = await program.run(["info", ...args]);
		expect([info.code, info.stdout]).toEqual([0, expect.stringMatching(/Not usable as a generator:.*state_dict/)]);
		const both = await program.run(["info", ...args, "--like", "untrained", "--cfg", "small128"]);
		expect([both.code, both.stderr]).toEqual([2, expect.stringMatching(/cannot be used with option/)]);
	});
});

describe("a network at the top of a pickle", () => {
	it("is told from nothing that is in it", async () => {
		writeFileSync(at("number.pkl"), pickle(7));
		const { code, stderr } = await program.run(["info", "--network", at("number.pkl")]);
		expect([code, stderr]).toEqual([3, expect.stringMatching(/holds number 7, want a dict of networks/)]);
	});
});

describe("a network with parts that are not computed", () => {
	it("is refused by name, listed by info, and opened with --allow-unused", async () => {
		const weight = float32Tensor([1], [1]);
		const odd = withRendering(withParts(original, { "shading.weight": weight }), { use_shading: true });
		const path = written("odd.safetensors", odd);
		const refused = await program.run(["sample", "--network", path, "--seeds", "0", "--outdir", at("never")]);
		expect(refused.code).toBe(3);
		expect(refused.stderr).toContain("not computed here: shading, 1 tensor; rendering_kwargs.use_shading = true");
		const info = await program.run(["info", "--network", path]);
		expect(info.stdout).toMatch(/Not computed here: .*--allow-unused\n {2}shading, 1 tensor\n {2}render/);
		const allowed = await sample(path, "allowed", "--allow-unused");
		expect(allowed.stderr).toContain("left out: shading, 1 tensor");
		expect(allowed.repeat).toContain("--allow-unused");
		const training = [
			"train",
			"--outdir",
			at("runs"),
			"--data",
			"heads:frontal,free,count=8",
			"--dry-run",
			"--resume",
			path,
		];
		expect((await program.run(training)).stderr).toContain("not computed here: shading");
		expect((await program.run([...training, "--allow-unused"])).code).toBe(0);
		const plain = await sample(UNTRAINED_NETWORK, "plain");
		expect(allowed.picture.equals(plain.picture)).toBe(true);
	});

	it("is refused where it says that it has a part and lacks it", async () => {
		const path = written("half.safetensors", withRendering(original, { use_torgb_raw: true }));
		const { code, stderr } = await program.run(["sample", "--network", path, "--seeds", "0", "--outdir", at("never")]);
		expect([code, stderr]).toEqual([3, expect.stringMatching(/use_torgb_raw is true, but the network has no 'torgb'/)]);
	});
});

describe("a network by its address", () => {
	let server: Server;
	let asked = 0;
	let url = "";
	const content = readFileSync(UNTRAINED_NETWORK);
	const env = { TRIPLANE_CACHE: at("cache") };
	beforeAll(async () => {
		server = createServer((request, response) => {
			asked++;
			if (request.url === "/net.safetensors")
				response.writeHead(200, { "content-length": content.length }).end(content);
			else response.end("<!doctype html><title>Sign in</title>");
		});
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	afterAll(() => server.close());

	it("is downloaded once, and then there without a network", async () => {
		const args = ["info", "--network", `${url}/net.safetensors`];
		const first = await program.json(args, { env });
		const sha256 = createHash("sha256").update(content).digest("hex");
		expect(first).toMatchObject({ file: { name: `${url}/net.safetensors`, bytes: content.length, sha256 } });
		expect(await program.json(args, { env })).toEqual(first);
		expect(asked).toBe(1);
	});

	it("says that a page came instead", async () => {
		const { code, stderr } = await program.run(["info", "--network", `${url}/page`], { env });
		expect([code, stderr]).toEqual([2, expect.stringMatching(/the server gives a web page \(HTML\), no network/)]);
	});

	it("says that there is no network here, and what to do", async () => {
		const nobody = "http://127.0.0.1:1/net.pkl";
		const { code, stderr } = await program.run(["info", "--network", nobody], { env });
		expect([code, stderr]).toEqual([2, expect.stringMatching(/cannot be downloaded: .*Is this machine offline\?/)]);
	});
});
