import { describe, expect, it } from "vitest";
import { createRuntime, findDevices } from "./create-runtime.ts";
import type { OrtModule, OrtPlatform } from "./ort-module.ts";

/** An ONNX Runtime whose sessions fail when they run, and which counts those that are open. */
function failingPlatform(): { readonly platform: OrtPlatform; readonly open: () => number } {
	let open = 0;
	const session = {
		run: () => Promise.reject(new Error("no kernel for this device")),
		release: async () => {
			open -= 1;
		},
	};
	const module = {
		InferenceSession: {
			create: async () => {
				open += 1;
				return session;
			},
		},
		Tensor: class {},
	} as unknown as OrtModule;
	const candidates = [{ device: "cpu", auto: true, note: "made for a test" }] as const;
	return { platform: { module, version: "0", advice: "None.", candidates }, open: () => open };
}

describe("a device that compiles and cannot run", () => {
	it("is passed over with its reason, and leaves no session open", async () => {
		const { platform, open } = failingPlatform();
		const [finding] = await findDevices(platform);
		expect(finding).toMatchObject({ device: "cpu", works: false, note: expect.stringMatching(/no kernel/) });
		expect(open()).toBe(0);
	});

	it("is an error where it is asked for, and leaves no session open", async () => {
		const { platform, open } = failingPlatform();
		await expect(createRuntime(platform, { device: "cpu" })).rejects.toThrow(/no kernel for this device/);
		expect(open()).toBe(0);
	});
});
