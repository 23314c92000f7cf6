/**
 * What a network has that nothing here computes: tensors that no stage reads, modules of other classes, options that
 * nobody knows. A network that has any makes other pictures than ours would, so it is refused unless that is wanted.
 *
 * What is read is not listed a second time: names of tensors come from the networks built for the configuration, options
 * from the readers that were asked for them.
 */

import type { NetworkDescription, PlainValue } from "../checkpoint/description.ts";
import type { GeneratorConfig } from "../networks/config.ts";
import { generatorShapes } from "../networks/initialize.ts";
import type { HostTensor } from "../tensor/host-tensor.ts";
import { toFloat32 } from "../tensor/to-float32.ts";
import { layerClamps } from "./layer-clamps.ts";
import { partsSetAside } from "./parts-set-aside.ts";
import { describePlain, type PlainReader } from "./plain-reader.ts";

export interface UnusedPart {
	readonly kind: "tensors" | "module" | "option";
	/** Dotted path or name of the option. */
	readonly name: string;
	/** "4 tensors (ToRGBLayer)", "3, unknown here" */
	readonly detail: string;
}

/** The readers that the configuration was read through. */
export interface ConfigReaders {
	readonly kwargs: PlainReader;
	readonly attributes: PlainReader;
	readonly rendering: PlainReader;
}

/** Arguments and attributes that tensors and layers say better, or that do not bear on pictures. */
const SAID_OTHERWISE: ReadonlySet<string> = new Set([
	...["z_dim", "c_dim", "w_dim", "img_channels", "img_resolution", "rendering_kwargs"],
	...["channel_base", "channel_max", "num_fp16_res", "fused_modconv_default", "conv_clamp", "sr_num_fp16_res"],
	...["mapping_kwargs", "sr_kwargs"],
]);

/** Rendering options that bear on training only, or repeat what is known. */
const OF_TRAINING: ReadonlySet<string> = new Set([
	...[
		"gpc_reg_prob",
		"gpc_reg_fade_kimg",
		"density_reg",
		"density_reg_p_dist",
		"reg_type",
		"image_resolution",
		"trans_reg",
	],
]);

/** Modules of the published networks; super-resolution is compared with the one that was chosen. */
const KNOWN_CLASSES: ReadonlySet<string> = new Set([
	...["ImportanceRenderer", "MipRayMarcher2", "RaySampler", "OSGDecoder", "Sequential", "Softplus"],
	...["Generator", "MappingNetwork", "SynthesisNetwork", "SynthesisBlock", "SynthesisBlockNoUp"],
	...["SynthesisLayer", "ToRGBLayer", "FullyConnectedLayer"],
]);

/** What the layers of a class must say of themselves, where they say it. */
const LAYER_FACTS: ReadonlyMap<string, Readonly<Record<string, PlainValue>>> = new Map([
	["SynthesisBlock", { architecture: "skip" }],
	["SynthesisBlockNoUp", { architecture: "skip" }],
	["SynthesisLayer", { activation: "lrelu", use_noise: true }],
	["Softplus", { beta: 1, threshold: 20 }],
]);

/** The planes' axes are read from here. */
const READ_ATTRIBUTE = "renderer.plane_axes";

/** Everything in a network that is not computed, named. */
export function unusedParts(
	description: NetworkDescription,
	config: GeneratorConfig,
	readers: ConfigReaders,
): readonly UnusedPart[] {
	const tensors = unreadTensors(description, config);
	const passedOver = [...tensors, ...partsSetAside(description)];
	const inside = (path: string): boolean => passedOver.some(({ name }) => path === name || path.startsWith(`${name}.`));
	return [
		...tensors,
		...otherModules(description, config).filter(({ name }) => !inside(name)),
		...otherFacts(description, config).filter(({ name }) => !inside(name)),
		...otherFilters(description).filter(({ name }) => !inside(name)),
		...unknownOptions(readers),
	];
}

/** Tensors that no stage reads. Where no tensor of a module is read, the module stands for all of them. */
function unreadTensors(description: NetworkDescription, config: GeneratorConfig): UnusedPart[] {
	const { parameters, buffers, tensorAttributes, moduleClasses } = description;
	const read = new Set([...generatorShapes(config).keys()]);
	const setAside = partsSetAside(description).map((part) => `${part.name}.`);
	const readPaths = new Set([...read].flatMap((name) => pathsAbove(name)));
	const counts = new Map<string, number>();
	for (const name of [...parameters.keys(), ...buffers.keys(), ...tensorAttributes.keys()]) {
		if (read.has(name) || name.endsWith("resample_filter") || name === READ_ATTRIBUTE) continue;
		if (setAside.some((path) => name.startsWith(path))) continue;
		const whole = pathsAbove(name).find((path) => !readPaths.has(path)) ?? name;
		counts.set(whole, (counts.get(whole) ?? 0) + 1);
	}
	return [...counts].map(([name, count]) => {
		const ofClass = moduleClasses.get(name);
		const detail = `${count} ${count === 1 ? "tensor" : "tensors"}${ofClass === undefined ? "" : ` (${ofClass})`}`;
		return { kind: "tensors", name, detail };
	});
}

/** "a", "a.b" of "a.b.c". */
function pathsAbove(name: string): string[] {
	const steps = name.split(".");
	return steps.slice(0, -1).map((_, index) => steps.slice(0, index + 1).join("."));
}

function otherModules({ className, moduleClasses }: NetworkDescription, config: GeneratorConfig): UnusedPart[] {
	const superresolution = config.superresolution.module.split(".").at(-1) ?? "";
	const parts: UnusedPart[] = [];
	if (className !== "TriPlaneGenerator") {
		parts.push({ kind: "module", name: "the network itself", detail: `a ${className}, here a TriPlaneGenerator` });
	}
	for (const [path, ofClass] of moduleClasses) {
		if (path === "superresolution") {
			if (ofClass === superresolution) continue;
			parts.push({ kind: "module", name: path, detail: `a ${ofClass}, but the options say ${superresolution}` });
		} else if (!KNOWN_CLASSES.has(ofClass)) {
			parts.push({ kind: "module", name: path, detail: `a ${ofClass}, which is unknown here` });
		}
	}
	return parts;
}

/** Layers that say of themselves that they compute something else. */
function otherFacts(description: NetworkDescription, config: GeneratorConfig): UnusedPart[] {
	const { moduleAttributes, moduleClasses } = description;
	const clamps = layerClamps(config);
	const parts: UnusedPart[] = [];
	for (const [path, attributes] of moduleAttributes) {
		const ofClass = moduleClasses.get(path) ?? "";
		const clamp = clamps.get(path);
		const facts: Record<string, PlainValue> = {
			...LAYER_FACTS.get(ofClass),
			...(ofClass === "FullyConnectedLayer" ? { activation: fullyConnectedActivation(path) } : {}),
			...(clamp === undefined ? {} : { conv_clamp: clamp }),
		};
		for (const [key, want] of Object.entries(facts)) {
			const value = attributes.get(key);
			if (value === undefined || value === want) continue;
			const detail = `${describeSetting(value)}, here ${describeSetting(want)} is computed`;
			parts.push({ kind: "option", name: `${path}.${key}`, detail });
		}
	}
	return parts;
}

/** Layers of the mapping after the embedding are leaky, all others linear. */
function fullyConnectedActivation(path: string): string {
	return /(^|\.)mapping\.fc\d+$/.test(path) ? "lrelu" : "linear";
}

/** Filters that resample with other taps than [1, 3, 3, 1] in both directions. */
function otherFilters({ buffers }: NetworkDescription): UnusedPart[] {
	return [...buffers].flatMap(([name, tensor]): UnusedPart[] =>
		name.endsWith("resample_filter") && !isUsualFilter(name, tensor)
			? [{ kind: "option", name, detail: "another filter, here [1, 3, 3, 1] is computed" }]
			: [],
	);
}

const TAPS = [1, 3, 3, 1];

function isUsualFilter(name: string, tensor: HostTensor): boolean {
	const { shape, data } = toFloat32(name, tensor);
	const wanted = TAPS.flatMap((row) => TAPS.map((column) => (row * column) / 64));
	return shape.join() === "4,4" && wanted.every((value, index) => Math.abs(Number(data[index]) - value) < 1e-3);
}

function unknownOptions({ kwargs, attributes, rendering }: ConfigReaders): UnusedPart[] {
	const unknown = (reader: PlainReader, where: string, known: ReadonlySet<string>): UnusedPart[] =>
		reader
			.unread()
			.filter(([key]) => !known.has(key))
			.map(([key, value]) => ({
				kind: "option",
				name: `${where}${key}`,
				detail: `${describePlain(value)}, unknown here`,
			}));
	const noise = rendering.number("density_noise", 0);
	const noisy: UnusedPart = {
		kind: "option",
		name: "rendering_kwargs.density_noise",
		detail: `${noise}: random noise on sigma, which is not computed here`,
	};
	return [
		...unknown(rendering, "rendering_kwargs.", OF_TRAINING),
		...unknown(kwargs, "init_kwargs.", SAID_OTHERWISE),
		...unknown(attributes, "", SAID_OTHERWISE),
		...(noise === 0 ? [] : [noisy]),
	];
}

function describeSetting(value: PlainValue): string {
	return value === null ? "none" : describePlain(value);
}
