/** The page of web.test.ts: `triplane/web` at work in a browser. */

import {
	blobSource,
	cameraFromPose,
	cameraLabel,
	download,
	fovToIntrinsics,
	latentFromSeed,
	openGenerator,
	type WebGeneratorOptions,
} from "../../src/web.ts";
import { expose } from "../browser/expose.ts";

interface ViewRequest {
	readonly path: string;
	readonly device: "auto" | "cpu" | "webgpu";
	readonly options: { readonly neuralRenderingResolution: number; readonly superresolution: boolean };
}

async function ortModule(): Promise<WebGeneratorOptions["ort"]> {
	// @ts-expect-error -- served by the test, resolved in the page
	const ort = await import("/ort/ort.webgpu.bundle.min.mjs");
	ort.env.wasm.wasmPaths = "/ort/";
	return ort;
}

/** Class and message of the error that opening ends with. */
async function failure(opening: Promise<unknown>): Promise<string> {
	return opening.then(
		() => "no error",
		(error: unknown) => String(error),
	);
}

expose({
	failures: async () => {
		const ort = await ortModule();
		return {
			missing: await failure(openGenerator("/networks/nobody.safetensors", { ort })),
			cutOff: await failure(openGenerator("/cut-off", { ort })),
			garbage: await failure(openGenerator(new Blob(["no network at all"]), { ort })),
			device: await failure(openGenerator("/networks/demo.safetensors", { ort, device: "cuda" })),
			network: await failure(openGenerator("/networks/demo.safetensors", { ort, networkName: "D" })),
			aborted: await failure(openGenerator("/networks/demo.safetensors", { ort, signal: AbortSignal.abort() })),
		};
	},
	view: async ({ path, device, options }: ViewRequest) => {
		const stages: string[] = [];
		const file = blobSource(await download(path), path);
		const { generator, engine } = await openGenerator(file, {
			ort: await ortModule(),
			device,
			onProgress: ({ stage }) => stages.push(stage),
		});
		const camera = cameraLabel({
			cam2world: cameraFromPose({ yaw: 0.3, pitch: -0.1 }, { pivot: [0, 0, 0.2], radius: 2.7 }),
			intrinsics: fovToIntrinsics(18.837),
		});
		const z = latentFromSeed(4, generator.config.mapping.zDim);
		const ws = await generator.mapping(z, camera);
		const planes = await generator.planes(ws);
		const view = await generator.render(planes, ws, camera, options);
		await generator.dispose();
		return {
			engine: { ...engine },
			stages: [...new Set(stages)],
			imageRaw: [...view.imageRaw.data],
			image: view.image ? [...view.image.data] : null,
		};
	},
});
