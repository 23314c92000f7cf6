/** `triplane info` for people. */

import type { AngleRanges } from "../../camera/angles.ts";
import { noteLines, partText, type ReadingNotes } from "../../generator/reading-notes.ts";
import { trainingFov } from "../../generator/training-cameras.ts";
import type { GeneratorConfig } from "../../networks/config.ts";
import type { FieldRules } from "../../rendering/field-rules.ts";
import { formatBytes, formatCount, textTable } from "../text-table.ts";
import type { NetworkInfo, NetworkSummary } from "./network-summary.ts";
import type { Json } from "./plain-json.ts";

export function infoText(info: NetworkInfo): string {
	const { file, format, networks, generator, extras } = info;
	const sections = [
		`${file.name}\n${format}, ${formatBytes(file.bytes)}, sha256 ${file.sha256}`,
		...Object.entries(networks).map(([name, summary]) => networkText(name, summary)),
		"unusable" in generator ? `Not usable as a generator: ${generator.unusable}` : generatorText(generator),
		...(info.notes === null ? [] : notesTexts(info.notes)),
		...Object.entries(extras).map(([name, value]) => `${name}\n${indent(recordText(value))}`),
	];
	return sections.join("\n\n");
}

function networkText(name: string, summary: NetworkSummary): string {
	if (summary.sameAs !== null) return `${name}: the same object as ${summary.sameAs}`;
	const { className, parameters, tensors, bytes, parts, noiseBuffers, dtypes } = summary;
	const rows = [
		["part", "parameters", "buffers", "tensors", "size"],
		...parts.map((part) => [part.part, ...cells(part.parameters, part.bufferElements, part.tensors, part.bytes)]),
		["all", ...cells(parameters, summary.bufferElements, tensors, bytes)],
	];
	const types = Object.entries(dtypes).map(([dtype, count]) => `${count} ${dtype}`);
	return [
		`${name}: ${className}`,
		indent(textTable(rows, [1, 2, 3, 4])),
		`  tensors: ${types.join(", ")}; stored noise: ${noiseBuffers.tensors} buffers, ${formatCount(noiseBuffers.elements)} numbers`,
	].join("\n");
}

function cells(parameters: number, buffers: number, tensors: number, bytes: number): string[] {
	return [formatCount(parameters), formatCount(buffers), formatCount(tensors), formatBytes(bytes)];
}

function viewsText({ yaw, pitch }: AngleRanges): string {
	return `yaw ${yaw[0]}° to ${yaw[1]}°, pitch ${pitch[0]}° to ${pitch[1]}°: nine tenths of the training set`;
}

function generatorText(config: GeneratorConfig): string {
	const { mapping, conditioning, decoder, background, superresolution, rendering } = config;
	const fov = trainingFov(rendering);
	const channels = config.backbone.blocks.map((block) => `${block.resolution}:${block.outChannels}`);
	const rows = [
		["image", `${config.imgResolution}², raw ${config.neuralRenderingResolution}²`],
		["latent", `z ${mapping.zDim}, c ${mapping.cDim}, w ${mapping.wDim}, ${mapping.numWs} ws`],
		[
			"mapping",
			`${mapping.numLayers} layers, camera ${conditioning.zero ? "not seen (zeros)" : `× ${conditioning.scale}`}`,
		],
		["backbone", `channels ${channels.join(" ")}`],
		["planes", planesText(config)],
		[
			"decoder",
			`${decoder.planeChannels} → ${decoder.hiddenDim} → 1 + ${decoder.featureChannels}${rulesText(rendering.rules)}`,
		],
		...(background === null ? [] : [["background", `${background.blocks.at(-1)?.resolution}², behind the volume`]]),
		...(config.rawImage === null ? [] : [["raw image", "made of the features by torgb"]]),
		[
			"super-resolution",
			superresolution.blocks.length > 0
				? `${superresolution.module}, input ${superresolution.inputResolution}²`
				: "none: the image is what was marched",
		],
		["samples", `${rendering.depthResolution} + ${rendering.depthResolutionImportance} per ray`],
		[
			"ray limits",
			`${rendering.rayStart} to ${rendering.rayEnd}${rendering.disparitySpaceSampling ? ", even in disparity" : ""}`,
		],
		["box", `side ${rendering.boxWarp}${rendering.whiteBack ? ", white background" : ""}`],
		["cameras", `radius ${rendering.avgCameraRadius}, pivot ${rendering.avgCameraPivot.join(", ")}`],
		...(rendering.trainingViews ? [["seen from", viewsText(rendering.trainingViews)]] : []),
		["field of view", `${fov.degrees}° (${fov.source})`],
	];
	return `Generator\n${indent(textTable(rows))}`;
}

/** What of the decoder is not as in EG3D. */
function rulesText({ densityMask, colourActivation, colourRange }: FieldRules): string {
	return [
		...(densityMask === null ? [] : [`empty beyond ${densityMask} along x and z`]),
		...(colourActivation === "none" ? ["colours without a sigmoid"] : []),
		...(colourRange === "decoded" ? ["not scaled to [−1, 1]"] : []),
	]
		.map((text) => `, ${text}`)
		.join("");
}

function planesText({ decoder, planeResolution, rendering }: GeneratorConfig): string {
	const slices = rendering.triplaneDepth === 1 ? "" : `, ${rendering.triplaneDepth} slices each (tri-grids)`;
	return `3 × ${decoder.planeChannels} × ${planeResolution}²${slices}, axes "${rendering.planeAxes}"`;
}

/** What is missing in the file, and what is in it that is not computed. */
function notesTexts(notes: ReadingNotes): string[] {
	const lines = noteLines({ ...notes, unused: [], family: null });
	const { unused, family, member } = notes;
	const like = family === null ? "" : `, which looks like ${family}`;
	return [
		`Family\n${indent(`${member.name}: ${member.because}`)}`,
		...(lines.length === 0 ? [] : [`Assumed\n${indent(lines.join("\n"))}`]),
		...(unused.length === 0
			? []
			: [
					`Not computed here: other commands refuse this network${like}, unless --allow-unused\n${indent(unused.map(partText).join("\n"))}`,
				]),
	];
}

function recordText(value: Json): string {
	if (value === null || typeof value !== "object" || Array.isArray(value)) return JSON.stringify(value);
	return textTable(Object.entries(value).map(([key, item]) => [key, JSON.stringify(item)]));
}

function indent(text: string): string {
	return text.replaceAll(/^/gm, "  ");
}
