/** The page of web.test.ts: `triplane/web` at work in a browser. */

import type { DeviceRequest } from "../../src/host/inference-runtime.ts";
import { blobSource, download, openGenerator, type WebNetworkSource } from "../../src/web.ts";
import { expose } from "../browser/expose.ts";
import { type OrtBuild, ortModule } from "../browser/ort.ts";
import { tinyCheckpoint } from "../support/tiny-checkpoint.ts";
import { sideView } from "./web-view.ts";

/** Class and message of the error that opening ends with. */
async function failure(
	source: WebNetworkSource,
	options: Partial<Parameters<typeof openGenerator>[1]> = {},
): Promise<string> {
	return openGenerator(source, { ort: await ortModule(), ...options }).then(
		() => "no error",
		(error: unknown) => String(error),
	);
}

interface ViewRequest {
	/** Of a network, or "tiny". */
	readonly path: string;
	readonly device: DeviceRequest;
	readonly build: OrtBuild;
}

expose({
	view: async ({ path, device, build }: ViewRequest) => {
		const stages: string[] = [];
		const source = path === "tiny" ? tinyCheckpoint() : blobSource(await download(path), path);
		const onProgress = ({ stage }: { readonly stage: string }): number => stages.push(stage);
		await using opened = await openGenerator(source, { ort: await ortModule(build), device, onProgress });
		const { imageRaw, image } = await sideView(opened.generator);
		return {
			engine: opened.engine,
			stages: [...new Set(stages)],
			imageRaw: [...imageRaw.data],
			image: [...(image?.data ?? [])],
		};
	},
	failures: async () => ({
		missing: await failure("/networks/nobody.safetensors"),
		cutOff: await failure("/cut-off"),
		garbage: await failure(new Blob(["no network at all"])),
		device: await failure("/networks/untrained.safetensors", { device: "cuda" }),
		network: await failure("/networks/untrained.safetensors", { networkName: "D" }),
		aborted: await failure("/networks/untrained.safetensors", { signal: AbortSignal.abort() }),
	}),
});
