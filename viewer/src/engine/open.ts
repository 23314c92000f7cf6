/** Opens a network in the worker: its bytes, device and renderer. */

import { InputError, trainingFov } from "triplane";
import { noteLines } from "triplane/networks";
import { blobSource, download, type OpenedWebGenerator, openGenerator } from "triplane/web";
import { readNetworkFile, storeNetworkFile } from "../storage/network-files.ts";
import { Finisher } from "./finisher.ts";
import { loadOnnxRuntime } from "./onnx-runtime.ts";
import type { OpenNetwork } from "./open-network.ts";
import type { CallControl, NetworkFacts, OpenRequest } from "./protocol.ts";

/** Sides of pictures whose super-resolution takes long on a CPU. */
const LARGE_PICTURE = 256;

export async function openNetwork(
	network: OpenNetwork,
	request: OpenRequest,
	{ signal, onProgress }: CallControl,
): Promise<NetworkFacts> {
	const { name, file } = await fileOf(request, { signal, onProgress });
	const { device, role, allowed } = request;
	const allowing = Object.fromEntries(allowed.map((allowance) => [allowance, true]));
	const ort = await loadOnnxRuntime(device);
	// Who renders nothing takes the reference, which needs neither threads nor memory.
	const renderer = role === "whole" ? "auto" : "reference";
	const opened = await openGenerator(blobSource(file, name), {
		...{ ort, device, renderer, signal, onProgress },
		...allowing,
	});
	network.opened(opened.generator, name, file);
	void opened.lost.then((reason) => {
		network.lost = reason;
	});
	if (role === "whole") {
		if (request.choice.kind !== "embedded") await storeNetworkFile(request.choice, file);
		const isSlow = opened.engine.device === "cpu" && opened.generator.config.imgResolution >= LARGE_PICTURE;
		if (isSlow) network.finisher = new Finisher(name, file, allowed);
	}
	return factsOf(name, file.size, opened);
}

async function fileOf(
	{ choice, url, file }: OpenRequest,
	control: CallControl,
): Promise<{ readonly name: string; readonly file: Blob }> {
	const name = choice.kind === "url" ? (choice.url.split("/").at(-1) ?? choice.url) : choice.name;
	if (file) return { name, file };
	if (choice.kind === "embedded") {
		if (url === null) throw new InputError(`network '${name}': it does not lie beside this page`);
		return { name, file: await download(url, control) };
	}
	const kept = await readNetworkFile(choice);
	if (kept) return { name, file: kept };
	if (choice.kind === "url") return { name, file: await download(choice.url, control) };
	throw new InputError(`network '${name}' is not in this browser's storage: drop the file here to open it`);
}

function factsOf(name: string, bytes: number, { generator, engine, notes }: OpenedWebGenerator): NetworkFacts {
	const { mapping, rendering, decoder, ...config } = generator.config;
	const passedOver = engine.passedOver.map((finding) => `${finding.device}: ${finding.note}`);
	return {
		name,
		bytes,
		device: engine.device,
		deviceName: engine.device === "webgpu" ? `WebGPU · ${engine.adapter ?? "unnamed GPU"}` : "WebAssembly",
		renderer: engine.renderer,
		passedOver: engine.rendererPassedOver === null ? passedOver : [...passedOver, engine.rendererPassedOver],
		notes: noteLines(notes),
		threads: engine.threads,
		isolated: engine.crossOriginIsolated,
		zDim: mapping.zDim,
		numWs: mapping.numWs,
		nrr: config.neuralRenderingResolution,
		imgResolution: config.imgResolution,
		planeResolution: config.planeResolution,
		planeChannels: decoder.planeChannels,
		triplaneDepth: rendering.triplaneDepth,
		featureChannels: decoder.featureChannels,
		blocks: config.backbone.blocks.map(({ name: block, resolution, outChannels }) => ({
			name: block,
			resolution,
			channels: outChannels,
		})),
		coarse: rendering.depthResolution,
		fine: rendering.depthResolutionImportance,
		boxWarp: rendering.boxWarp,
		pivot: rendering.avgCameraPivot,
		radius: rendering.avgCameraRadius,
		fovDegrees: trainingFov(rendering).degrees,
		trainingViews: rendering.trainingViews ?? null,
		unconditioned: config.conditioning.zero || mapping.cDim === 0,
	};
}
