/**
 * Measures networks against one dataset. What belongs to the dataset – its features, the floor, the ceiling – is computed
 * once, so that training can measure snapshot after snapshot.
 */

import { cameraOfNumbers } from "../../camera/label.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Generator } from "../../generator/generator.ts";
import { InputError } from "../../tensor/errors.ts";
import type { Float32Tensor, HostTensor } from "../../tensor/host-tensor.ts";
import { randomBelow } from "../../tensor/random-integers.ts";
import { RandomState } from "../../tensor/random-state.ts";
import type { Vec3 } from "../../tensor/vec3.ts";
import { compareFeatures, type Measured, type Reference } from "./compare-features.ts";
import { measureConsistency } from "./consistency/consistency.ts";
import { DepthMaps } from "./depth/depth-maps.ts";
import { DepthSuite } from "./depth/depth-suite.ts";
import type { DepthTruth } from "./depth/depth-truth.ts";
import { prepareMoments } from "./distances/frechet.ts";
import { momentsOf } from "./distances/moments.ts";
import { estimateOfMean, type MetricValue } from "./estimate.ts";
import type { FeatureExtractor } from "./features/extractor.ts";
import { type FeatureSet, featuresOf } from "./features/feature-set.ts";
import { type FeatureSource, featureMetrics, type MetricName } from "./metric-names.ts";
import { fitPoseEstimator } from "./pose/pose-accuracy.ts";
import { type ChosenItems, chooseItems } from "./sets/choose-items.ts";
import { generatedPeople } from "./sets/generated-images.ts";
import { FeatureCollector } from "./sets/image-batches.ts";
import { blurredMeans } from "./sets/mean-images.ts";
import { realItems, type SetControl } from "./sets/real-images.ts";

export interface SuiteOptions {
	readonly metrics: readonly MetricName[];
	/** Images of each set: generated, reference, held out. */
	readonly count: number;
	/** Decides which real images and cameras are taken, and is the first latent's seed. */
	readonly seed: number;
	/** Sets of generated people, of `count` each; with two or more, intervals are those of repetitions. Default 1. */
	readonly repeats?: number | undefined;
	/** People whose consistency is measured. Default 32, at most `count`. */
	readonly consistencyPeople?: number | undefined;
	readonly truncationPsi?: number | undefined;
	/** Point that poses are told about, world units. */
	readonly pivot: Vec3;
}

export interface SuiteParts {
	readonly dataset: Dataset;
	/** By the part of a metric's name behind the dash. Stay the caller's. */
	readonly extractors: Readonly<Partial<Record<FeatureSource, FeatureExtractor>>>;
	/** Of the dataset's items, where it is known. */
	readonly depthTruth?: DepthTruth | undefined;
}

/** The real set, prepared. */
interface RealSet {
	readonly references: ReadonlyMap<FeatureSource, Reference>;
	readonly heldOut: ReadonlyMap<FeatureSource, FeatureSet>;
	/** Some reference images, for means. */
	readonly images: readonly HostTensor<"uint8">[];
}

/** Images that blurred means are made of, at most. */
const POOL = 256;

export class MetricSuite {
	readonly #parts: SuiteParts;
	readonly #options: SuiteOptions;
	readonly #items: ChosenItems;
	readonly #sources: readonly FeatureSource[];
	readonly #depth: DepthSuite | null;
	#real: Promise<RealSet> | null = null;

	/** Throws `InputError` where a metric lacks what it needs: an extractor, labels, or images. */
	constructor(parts: SuiteParts, options: SuiteOptions) {
		this.#parts = parts;
		this.#options = options;
		this.#items = chooseItems(parts.dataset.length, options.count, options.seed);
		this.#sources = (["random", "detector"] as const).filter((one) => featureMetrics(options.metrics, one).length > 0);
		this.#depth = depthSuite(parts, options, this.#items);
		const missing = this.#sources.find((source) => !parts.extractors[source]);
		if (missing) throw new InputError(`metrics: '…-${missing}' wants a feature extractor, see --detector`);
		const usesLabels = options.metrics.some((name) => !/^(fd|kd|pr)-/.test(name));
		if (usesLabels && !parts.dataset.hasLabels) {
			throw new InputError(
				`metrics: dataset '${parts.dataset.name}' has no labels, which pose, consistency and depth need`,
			);
		}
	}

	/** Images of the reference, and of those held out for the floor. */
	get sizes(): { readonly reference: number; readonly heldOut: number } {
		return { reference: this.#items.reference.length, heldOut: this.#items.heldOut.length };
	}

	/** All metrics of a network. */
	async measure(generator: Generator, control: SetControl = {}): Promise<Measured> {
		const { repeats = 1, metrics } = this.#options;
		const real = await this.#realSet(control);
		const runs: Measured[] = [];
		if (this.#sources.length > 0 || this.#depth) {
			for (let run = 0; run < repeats; run++) runs.push(await this.#generated(generator, real, run, control));
		}
		const consistency = metrics.includes("consistency") ? await this.#consistency(generator, control) : {};
		return { ...acrossRuns(runs), ...consistency };
	}

	/**
	 * The same of real images that are not in the reference; `null` where the dataset has too few. Of depth it wants a
	 * network measured first, whose size of maps is taken.
	 */
	async floor(control: SetControl = {}): Promise<Measured | null> {
		const { heldOut } = this.#items;
		if (heldOut.length < Math.max(2, this.#items.reference.length / 2)) return null;
		const real = await this.#realSet(control);
		const depth = this.#depth ? await this.#depth.floor(control) : {};
		return { ...this.#compare(real, real.heldOut, this.#labelsOf(heldOut)), ...depth };
	}

	/** The same of blurred means of real images, as many as are generated; nothing where no features are compared. */
	async ceiling(control: SetControl = {}): Promise<Measured> {
		if (this.#sources.length === 0) return {};
		const real = await this.#realSet(control);
		const collector = this.#collector();
		const { count, seed } = this.#options;
		for (const image of blurredMeans(real.images, count, seed)) await collector.add(image);
		const labels = this.#drawnLabels(0); // a mean image has no pose: whatever is estimated, it was not asked for
		return this.#compare(real, this.#bySource(await collector.finish()), labels);
	}

	#realSet(control: SetControl): Promise<RealSet> {
		this.#real ??= this.#readReal(control).catch((error: unknown) => {
			this.#real = null;
			throw error;
		});
		return this.#real;
	}

	async #readReal(control: SetControl): Promise<RealSet> {
		if (this.#sources.length === 0) return { references: new Map(), heldOut: new Map(), images: [] };
		const { reference, heldOut } = this.#items;
		const collector = this.#collector();
		const images: HostTensor<"uint8">[] = [];
		for await (const { image } of realItems(this.#parts.dataset, [...reference, ...heldOut], control)) {
			if (images.length < POOL) images.push(image);
			await collector.add(image);
		}
		const features = this.#bySource(await collector.finish());
		const part = (start: number, count: number): Map<FeatureSource, FeatureSet> =>
			new Map(
				[...features].map(([source, all]) => {
					const rows = Array.from({ length: count }, (_, index) => start + index);
					return [source, featuresOf(all, rows)] as const;
				}),
			);
		const references = [...part(0, reference.length)].map(
			([source, own]) => [source, this.#reference(source, own)] as const,
		);
		return {
			references: new Map(references),
			heldOut: heldOut.length > 0 ? part(reference.length, heldOut.length) : new Map(),
			images: images.slice(0, reference.length),
		};
	}

	#reference(source: FeatureSource, features: FeatureSet): Reference {
		const { metrics, pivot, seed } = this.#options;
		const kinds = featureMetrics(metrics, source);
		const labels = kinds.includes("pose") ? this.#labelsOf(this.#items.reference) : null;
		return {
			features,
			moments: kinds.includes("fd") ? prepareMoments(momentsOf(features)) : null,
			pose: labels && fitPoseEstimator(features, labels, pivot),
			seed,
		};
	}

	async #generated(generator: Generator, real: RealSet, run: number, control: SetControl): Promise<Measured> {
		const { count, seed, truncationPsi = 1 } = this.#options;
		const labels = this.#drawnLabels(run);
		const collector = this.#collector();
		const set = { labels, seed: seed + run * count, truncationPsi };
		let maps: DepthMaps | null = null;
		for await (const { image, label, view } of generatedPeople(generator, set, control)) {
			if (this.#sources.length > 0) await collector.add(image);
			maps ??= new DepthMaps(view.imageDepth.shape[2] ?? 0);
			this.#depth?.add(maps, label, view.imageDepth);
		}
		const depth = this.#depth && maps ? await this.#depth.compare(maps, control) : {};
		return { ...this.#compare(real, this.#bySource(await collector.finish()), labels), ...depth };
	}

	#compare(real: RealSet, sets: ReadonlyMap<FeatureSource, FeatureSet>, labels: readonly Float32Tensor[]): Measured {
		const parts = this.#sources.map((source) => {
			const [reference, set] = [real.references.get(source), sets.get(source)];
			if (!reference || !set) return {};
			return compareFeatures(featureMetrics(this.#options.metrics, source), source, reference, set, labels);
		});
		return Object.assign({}, ...parts) as Measured;
	}

	async #consistency(generator: Generator, { signal, onProgress }: SetControl): Promise<Measured> {
		const { seed, count, consistencyPeople = 32 } = this.#options;
		const { intrinsics } = cameraOfNumbers(this.#parts.dataset.label(0).data);
		const seeds = Array.from({ length: Math.min(consistencyPeople, count) }, (_, index) => seed + index);
		const { seen, ...found } = await measureConsistency(generator, { seeds, intrinsics, signal, onProgress });
		const named = (name: "raw" | "image"): Measured => {
			const image = found[name];
			if (!image) return {};
			const { normalised, error, overlap } = image;
			return {
				[`consistency-${name}`]: normalised,
				[`consistency-${name}-error`]: error,
				[`consistency-${name}-overlap`]: overlap,
			};
		};
		return { "consistency-seen": seen, ...named("raw"), ...named("image") };
	}

	#collector(): FeatureCollector {
		return new FeatureCollector(this.#sources.flatMap((source) => this.#parts.extractors[source] ?? []));
	}

	#bySource(sets: readonly FeatureSet[]): Map<FeatureSource, FeatureSet> {
		return new Map(
			this.#sources.flatMap((source, index) => {
				const set = sets[index];
				return set ? [[source, set] as const] : [];
			}),
		);
	}

	#labelsOf(items: readonly number[]): Float32Tensor[] {
		return items.map((index) => this.#parts.dataset.label(index));
	}

	/** Cameras of the dataset by chance, one per generated person. */
	#drawnLabels(run: number): Float32Tensor[] {
		const { count, seed } = this.#options;
		const random = new RandomState((seed + run * count + 1) % 2 ** 32);
		const { dataset } = this.#parts;
		return Array.from({ length: count }, () => dataset.label(randomBelow(random, dataset.length)));
	}
}

/** Throws `InputError` when depth is wanted of a dataset whose depth nobody knows. */
function depthSuite(
	{ dataset, depthTruth: truth }: SuiteParts,
	{ metrics, pivot }: SuiteOptions,
	items: ChosenItems,
): DepthSuite | null {
	if (!metrics.includes("depth")) return null;
	if (truth) return new DepthSuite({ dataset, truth, items, pivot });
	throw new InputError("metrics: 'depth' wants true depth, which only synthetic people have: --data heads:…");
}

/** Of several runs the mean, with the interval of their scatter. */
function acrossRuns(runs: readonly Measured[]): Measured {
	const [first = {}] = runs;
	if (runs.length < 2) return first;
	const names = Object.keys(first);
	const estimate = (name: string): MetricValue =>
		estimateOfMean(
			runs.flatMap((run) => run[name]?.value ?? []),
			"repetitions",
		);
	return Object.fromEntries(names.map((name) => [name, estimate(name)]));
}
