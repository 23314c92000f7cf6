import { describe, expect, it } from "vitest";
import { describeOnGpu } from "./skip.ts";
import { gpuForTests, type Machine } from "./software-gpu.ts";

const DRIVER = "/usr/lib/chromium/vk_swiftshader_icd.json";

function machine(files: readonly string[], changes: Partial<Machine> = {}): Machine {
	return { platform: "linux", env: {}, exists: (path) => files.includes(path), ...changes };
}

describe("gpuForTests", () => {
	it("names the package that brings the driver when it is missing", () => {
		expect(gpuForTests(machine([]))).toEqual({
			available: false,
			reason: `${DRIVER} is missing: apt-get install chromium`,
		});
	});

	it("names the package that brings the loader when it is missing", () => {
		expect(gpuForTests(machine([DRIVER]))).toMatchObject({
			available: false,
			reason: expect.stringContaining("libvulkan1"),
		});
	});

	it("needs the driver alone where the system has a Vulkan loader", () => {
		const files = [DRIVER, "/usr/lib/x86_64-linux-gnu/libvulkan.so.1"];
		expect(gpuForTests(machine(files))).toMatchObject({ env: { VK_ICD_FILENAMES: DRIVER } });
	});

	it("falls back on Chromium's own loader and keeps the library path that was there", () => {
		const files = [DRIVER, "/usr/lib/chromium/libvulkan.so.1"];
		const found = gpuForTests(machine(files, { env: { LD_LIBRARY_PATH: "/opt/lib" } }));
		expect(found).toMatchObject({ env: { LD_LIBRARY_PATH: "/usr/lib/chromium:/opt/lib" } });
	});

	it("leaves the environment alone where the machine's own GPU is asked for", () => {
		const found = gpuForTests(machine([], { platform: "darwin", env: { TRIPLANE_TEST_GPU: "hardware" } }));
		expect(found).toEqual({ available: true, adapter: "the machine's own", env: {} });
	});

	it("says so on a platform for which no software adapter is known", () => {
		expect(gpuForTests(machine([], { platform: "win32" }))).toMatchObject({
			available: false,
			reason: expect.stringContaining("win32"),
		});
	});
});

describeOnGpu("the adapter for tests", () => {
	it("runs an ONNX graph on ONNX Runtime's WebGPU provider", async () => {
		const { InferenceSession, Tensor } = await import("onnxruntime-node");
		const session = await InferenceSession.create(doublingModel(), { executionProviders: ["webgpu"] });
		const { Y } = await session.run({ X: new Tensor("float32", Float32Array.of(1, -2, 3.5, 0), [4]) });
		expect(Y?.data).toEqual(Float32Array.of(2, -4, 7, 0));
		await session.release();
	});
});

/** ONNX bytes of Y = X + X over float32 [4], written by hand: IR 8, opset 20. */
function doublingModel(): Uint8Array {
	const text = (field: number, value: string): number[] => [(field << 3) | 2, value.length, ...Buffer.from(value)];
	const message = (field: number, ...parts: number[][]): number[] => [
		(field << 3) | 2,
		parts.flat().length,
		...parts.flat(),
	];
	const integer = (field: number, value: number): number[] => [field << 3, value];
	const value = (field: number, name: string): number[] =>
		message(field, text(1, name), message(2, message(1, integer(1, 1), message(2, message(1, integer(1, 4))))));
	const node = message(1, text(1, "X"), text(1, "X"), text(2, "Y"), text(4, "Add"));
	const graph = message(7, node, text(2, "doubling"), value(11, "X"), value(12, "Y"));
	return Uint8Array.from([...integer(1, 8), ...message(8, text(1, ""), integer(2, 20)), ...graph]);
}
