import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { handmadeZip } from "../../../test/support/handmade-zip.ts";
import { persistent, tuple } from "../../../test/support/pickler.ts";
import { record, storage, storageId, tensorOn, torchArchive, torchStream } from "../../../test/support/torch-files.ts";
import { personName } from "../../analysis/person.ts";
import { safetensorsChunks } from "../../checkpoint/safetensors/writer.ts";
import { joinChunks } from "../../mesh/write/mesh-formats.ts";
import { InputError } from "../../tensor/errors.ts";
import { type Float32Tensor, float32Tensor, type HostTensor, hostTensor } from "../../tensor/host-tensor.ts";
import { writeNpy } from "../../tensor/npy.ts";
import { openPeople, readWs } from "./people.ts";

const folder = mkdtempSync(join(tmpdir(), "triplane-ws-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SIZES = { numWs: 3, wDim: 4 };
const count = (length: number, from = 0): number[] => Array.from({ length }, (_, index) => from + index);
const tensor = (shape: readonly number[], from = 0): Float32Tensor =>
	float32Tensor(
		shape,
		count(
			shape.reduce((a, b) => a * b, 1),
			from,
		),
	);

function written(name: string, content: Uint8Array): string {
	const path = join(folder, name);
	writeFileSync(path, content);
	return path;
}

async function wsOf(name: string, content: Uint8Array): Promise<number[][]> {
	return (await readWs(written(name, content), SIZES)).map(({ data }) => [...data]);
}

const wPlus = count(12);
const repeated = [...count(4), ...count(4), ...count(4)];

function safetensorsFile(tensors: Readonly<Record<string, HostTensor>>): Uint8Array {
	return joinChunks(safetensorsChunks(new Map(Object.entries(tensors))));
}

describe("readWs", () => {
	it.each<[string, readonly number[], number[][]]>([
		["w [wDim]", [4], [repeated]],
		["w [1, wDim]", [1, 4], [repeated]],
		["w [1, 1, wDim]", [1, 1, 4], [repeated]],
		["w+ [numWs, wDim]", [3, 4], [wPlus]],
		["w+ [1, numWs, wDim]", [1, 3, 4], [wPlus]],
		["w+ [1, 1, numWs, wDim]", [1, 1, 3, 4], [wPlus]],
		["w+ of two people", [2, 3, 4], [wPlus, count(12, 12)]],
	])("reads %s", async (_, shape, want) => {
		expect(await wsOf("ws.npy", writeNpy(tensor(shape)))).toEqual(want);
	});

	it("reads w of several people", async () => {
		const people = await wsOf("two.npy", writeNpy(tensor([2, 4])));
		expect(people).toEqual([repeated, [4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7]]);
	});

	it("reads .npz, safetensors, and what torch.save wrote: a tensor, a dict, an old stream", async () => {
		const data = storage("0", "float32", Float32Array.from(wPlus));
		const saved = tensorOn(persistent(tuple(...storageId(data))), [1, 3, 4]);
		expect(await wsOf("w.npz", handmadeZip([{ name: "w.npy", method: 8, data: writeNpy(tensor([1, 3, 4])) }]))).toEqual(
			[wPlus],
		);
		expect(await wsOf("w.safetensors", safetensorsFile({ w_plus: tensor([1, 3, 4]), loss: tensor([9]) }))).toEqual([
			wPlus,
		]);
		expect(await wsOf("w.pt", torchArchive(saved, [data]))).toEqual([wPlus]);
		expect(await wsOf("w.pth", torchArchive(record({ latent: saved }), [data]))).toEqual([wPlus]);
		expect(await wsOf("old.pt", torchStream(saved, [data]))).toEqual([wPlus]);
	});

	it("reads doubles and halves, as other people save them", async () => {
		const doubles = hostTensor("float64", [1, 3, 4], Float64Array.from(wPlus));
		expect(await wsOf("double.npy", writeNpy(doubles))).toEqual([wPlus]);
	});

	it("prefers the array with a latent's name where several fit", async () => {
		const file = safetensorsFile({ a: tensor([3, 4], 50), w: tensor([3, 4]) });
		expect(await wsOf("named.safetensors", file)).toEqual([wPlus]);
		const unclear = written("unclear.safetensors", safetensorsFile({ a: tensor([3, 4]), b: tensor([3, 4]) }));
		await expect(readWs(unclear, SIZES)).rejects.toThrow(/holds 'a' \[3, 4\], 'b' \[3, 4\]; want one array/);
	});

	it("refuses latents of another network with both sizes", async () => {
		const path = written("other.npy", writeNpy(tensor([1, 18, 4])));
		await expect(readWs(path, SIZES)).rejects.toThrow(/\[1, 18, 4\], want w \[4\].*this network has 3 layers of 4/);
		await expect(readWs(written("wide.npy", writeNpy(tensor([1, 3, 5]))), SIZES)).rejects.toThrow(InputError);
		const broken = float32Tensor([4], [0, Number.NaN, 0, 0]);
		await expect(readWs(written("nan.npy", writeNpy(broken)), SIZES)).rejects.toThrow(
			/person 0 has a number that is not finite/,
		);
	});
});

describe("openPeople", () => {
	const NONE = { truncationPsi: 1, truncationCutoff: null };
	const mapSeed = async (seed: number): Promise<Float32Tensor> => tensor([1, 3, 4], seed);
	const OPENED = { generator: { config: { mapping: SIZES } }, person: null };

	it("gives people of seeds through the mapping", async () => {
		const people = await openPeople({ seeds: [3, 5] }, OPENED, NONE, mapSeed);
		expect([people.numbers, people.word, people.record]).toEqual([[3, 5], "seed", {}]);
		expect((await people.wsOf(5)).data[0]).toBe(5);
		expect(personName(5, people.word)).toBe("seed0005");
	});

	it("gives people of a file by their place in it, and remembers the file", async () => {
		const path = written("people.npy", writeNpy(tensor([2, 3, 4])));
		const people = await openPeople({ ws: path }, OPENED, NONE, mapSeed);
		expect([people.numbers, people.word]).toEqual([[0, 1], "ws"]);
		expect(people.record).toEqual({ wsFile: { file: path, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } });
		expect((await people.wsOf(1)).data[0]).toBe(12);
		expect(personName(1, people.word)).toBe("ws0001");
	});

	it("gives the person of a file, whoever else is named", async () => {
		const person = { file: "p.safetensors", sha256: "00", ws: tensor([1, 3, 4], 7) };
		const people = await openPeople({ seeds: [4] }, { ...OPENED, person }, NONE, mapSeed);
		expect([people.numbers, people.word]).toEqual([[0], "person"]);
		expect(people.record).toEqual({ personFile: { file: "p.safetensors", sha256: "00" } });
		expect((await people.wsOf(0)).data[0]).toBe(7);
		const half = { truncationPsi: 0.5, truncationCutoff: null };
		await expect(openPeople({}, { ...OPENED, person }, half, mapSeed)).rejects.toThrow(/--trunc 0\.5 with --person/);
	});

	it("refuses nobody, and truncation of what has no mapping behind it", async () => {
		await expect(openPeople({}, OPENED, NONE, mapSeed)).rejects.toThrow(/want --seeds <list>.* or --ws <file>/);
		const half = { truncationPsi: 0.5, truncationCutoff: null };
		await expect(openPeople({ ws: "x.npy" }, OPENED, half, mapSeed)).rejects.toThrow(/--trunc 0\.5 with --ws/);
	});
});
