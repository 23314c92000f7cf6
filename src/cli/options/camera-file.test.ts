import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { handmadeZip } from "../../../test/support/handmade-zip.ts";
import { persistent, tuple } from "../../../test/support/pickler.ts";
import { storage, storageId, tensorOn, torchArchive } from "../../../test/support/torch-files.ts";
import { viewCamera } from "../../camera/view-camera.ts";
import { safetensorsChunks } from "../../checkpoint/safetensors/writer.ts";
import { presetConfig } from "../../generator/presets.ts";
import { trainingOrbit } from "../../generator/training-cameras.ts";
import { joinChunks } from "../../mesh/write/mesh-formats.ts";
import { InputError } from "../../tensor/errors.ts";
import { float32Tensor, type HostTensor } from "../../tensor/host-tensor.ts";
import { writeNpy } from "../../tensor/npy.ts";
import { type CameraFile, openCameraFile, placedCamera, readCameraFile } from "./camera-file.ts";

const folder = mkdtempSync(join(tmpdir(), "triplane-cameras-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const orbit = trainingOrbit(presetConfig("ffhq512-128").rendering);
const lens = { orbit, fovDegrees: 18.837 };
const [first, second] = [0.3, -0.7].map((yaw) =>
	[...viewCamera({ yaw, pitch: 0.1 }, orbit, 20).label.data].map((value) => value + 0),
) as [number[], number[]];
const both = float32Tensor([2, 25], [...first, ...second]);

function written(name: string, content: string | Uint8Array): string {
	const path = join(folder, name);
	writeFileSync(path, content);
	return path;
}

async function labelsOf(path: string): Promise<number[][]> {
	return labelsIn(await readCameraFile(path));
}

function labelsIn({ rows }: CameraFile): number[][] {
	return rows.flat().map((camera) => [...placedCamera(camera, lens).label.data]);
}

const zipped = handmadeZip([{ name: "c.npy", method: 8, data: writeNpy(both) }]);
const FILES: readonly (readonly [name: string, content: string | Uint8Array])[] = [
	["labels.json", JSON.stringify([first, second])],
	[
		"dataset.json",
		JSON.stringify({
			labels: [
				["a.png", first],
				["b.png", second],
			],
		}),
	],
	[
		"trajectory.json",
		JSON.stringify({ kind: "trajectory", fps: 24, cameras: [{ frame: 0, label: first }, { label: second }] }),
	],
	["record.json", JSON.stringify({ command: "sample", views: [[{ label: first }, { label: second }]] })],
	["marked.json", `\ufeff${JSON.stringify([first, second])}`],
	["labels.txt", `# two cameras\n${first.join(" ")}\n\n${second.join(",  ")}\n`],
	["labels.csv", [first, second].map((label) => label.join(",")).join("\r\n")],
	["labels.npy", writeNpy(both)],
	["labels.npz", zipped],
	["labels.safetensors", safetensorsFile({ c: both })],
	["labels.pt", torchFile()],
];

function torchFile(): Uint8Array {
	const data = storage("0", "float32", both.data);
	return torchArchive(tensorOn(persistent(tuple(...storageId(data))), [2, 25]), [data]);
}

function safetensorsFile(tensors: Readonly<Record<string, HostTensor>>): Uint8Array {
	return joinChunks(safetensorsChunks(new Map(Object.entries(tensors))));
}

describe("readCameraFile", () => {
	it.each(FILES)("reads the labels of %s bit for bit", async (name, content) => {
		expect(await labelsOf(written(name, content))).toEqual([first, second]);
	});

	it("reads one label by itself, in JSON and as an array", async () => {
		expect(await labelsOf(written("one.json", JSON.stringify(first)))).toEqual([first]);
		expect(await labelsOf(written("one.npy", writeNpy(float32Tensor([25], first))))).toEqual([first]);
	});

	it("reads paths of poses in either kind of angles, with a lens of their own or that of the options", async () => {
		const cameras = [
			{ trueYaw: 30, fovDegrees: 9 },
			{ trueYaw: -30, truePitch: 10 },
		];
		const { rows, loop } = await readCameraFile(written("path.json", JSON.stringify({ loop: true, cameras })));
		const [one, two] = rows.flat().map((camera) => placedCamera(camera, lens));
		expect(loop).toBe(true);
		expect(one?.trueDegrees.yaw).toBeCloseTo(30, 6);
		expect(two?.trueDegrees.pitch).toBeCloseTo(10, 6);
		const published = written(
			"published.json",
			JSON.stringify({ cameras: [{ yaw: 0.3, pitch: 0.1, fovDegrees: 20 }] }),
		);
		expect(await labelsOf(published)).toEqual([first]);
	});

	it("tells where a camera of a label stands, wherever it looks", async () => {
		const { rows } = await readCameraFile(written("stands.json", JSON.stringify([first])));
		const [camera] = rows.flat();
		const { pose, trueDegrees } = camera ? placedCamera(camera, lens) : { pose: null, trueDegrees: null };
		const want = viewCamera({ yaw: 0.3, pitch: 0.1 }, orbit, 20);
		expect(pose).toEqual({ yaw: expect.closeTo(0.3, 5), pitch: expect.closeTo(0.1, 5) });
		expect(trueDegrees?.yaw).toBeCloseTo(want.trueDegrees.yaw, 4);
	});

	it("takes the cameras that are asked for, in their order", async () => {
		const path = written("three.json", JSON.stringify([first, second, first]));
		expect(labelsIn(await readCameraFile(path, [2, 1]))).toEqual([first, second]);
		await expect(readCameraFile(path, [3])).rejects.toThrow(/--camera-list 3: there are 3 cameras, 0 to 2/);
	});

	it.each<[string, string, RegExp]>([
		["a label of 16 numbers", JSON.stringify([first, first.slice(0, 16)]), /camera 1: a label of 16 numbers, want 25/],
		[
			"an image without numbers",
			JSON.stringify({
				labels: [
					["a.png", first],
					["b.png", [1, 2]],
				],
			}),
			/'b\.png': a label of 2 numbers/,
		],
		[
			"a world-to-camera matrix of another scale",
			JSON.stringify([first.map((v, i) => (i < 11 ? v * 2 : v))]),
			/no rotation/,
		],
		["focal lengths in pixels", JSON.stringify([first.map((v, i) => (i === 18 ? 256 : v))]), /divide the first row/],
		["NaN", `{"labels": [["a.png", [NaN${",0".repeat(24)}]]]}`, /not finite/],
		[
			"degrees for radians",
			JSON.stringify({ cameras: [{ yaw: 90 }] }),
			/cameras\.0\.yaw.*yaw and pitch are radians, trueYaw/,
		],
		["both kinds of angles", JSON.stringify({ cameras: [{ yaw: 0, trueYaw: 3 }] }), /published and true angles/],
		["other JSON", JSON.stringify({ yaw: 3 }), /neither 'cameras' nor 'views' nor 'labels'; want a path of poses/],
		["no JSON", "{ yaw: 3 }", /is no JSON/],
		["no cameras", JSON.stringify({ labels: [] }), /lists no labels/],
		["words", '[1, 2, "three"]', /list of 3 entries/],
		["nothing", "null", /is null; want a path of poses/],
		["an empty file", "", /is empty; want a path of poses/],
	])("refuses %s in words that name the file", async (name, content, message) => {
		const path = written("wrong.json", content);
		await expect(readCameraFile(path), name).rejects.toThrow(message);
		await expect(readCameraFile(path)).rejects.toThrow(InputError);
		await expect(readCameraFile(path)).rejects.toThrow(/wrong\.json/);
	});

	it("refuses arrays of another shape, and says what there is", async () => {
		const path = written("ws.npy", writeNpy(float32Tensor([1, 512], new Float32Array(512))));
		await expect(readCameraFile(path)).rejects.toThrow(/holds an array \[1, 512\]; want labels \[N, 25\]/);
	});
});

describe("openCameraFile", () => {
	it("advises to choose where there are more cameras than a sheet takes", async () => {
		const path = written("many.json", JSON.stringify(Array.from({ length: 70 }, () => first)));
		await expect(openCameraFile({ cameras: path }, 64)).rejects.toThrow(
			/has 70 cameras, at most 64.*--camera-list 0-7/,
		);
		expect((await openCameraFile({ cameras: path, cameraList: [3] }, 64))?.rows.flat().length).toBe(1);
	});

	it("wants a file for a list", async () => {
		expect(await openCameraFile({}, 64)).toBeNull();
		await expect(openCameraFile({ cameraList: [0] }, 64)).rejects.toThrow(/want --cameras/);
	});
});
