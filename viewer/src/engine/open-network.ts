/** The network that this worker has open, and what is kept of the people that were looked at. */

import { type Float32Tensor, type Generator, InputError, type Mesh } from "triplane";
import { type GpuStages, isOnGpu, type Planes } from "triplane/generator";
import type { PersonState } from "../state/view-state.ts";
import type { Finisher } from "./finisher.ts";
import { GpuPicture } from "./gpu-picture.ts";
import { type KnownDirections, principalDirections } from "./known-directions.ts";
import { personWs } from "./person.ts";
import { readTuned } from "./tuned-weights.ts";

/** One person, ready to be looked at. */
export interface Person {
	/** The network's own, or the one that was tuned to them. */
	readonly generator: Generator;
	/** [1, numWs, wDim] */
	readonly ws: Float32Tensor;
	/** [1, 3, C, H, W]; on the GPU where the generator can leave them there */
	readonly planes: Planes;
}

export interface PersonTimes {
	readonly mapping: number;
	readonly backbone: number;
}

/** People kept: going back to the last few costs nothing. Planes of full size take 25 MB each. */
const KEPT = 3;

/** A generator with the weights that were tuned to somebody. */
interface TunedGenerator {
	/** Of the person, as they were then. */
	readonly key: string;
	readonly generator: Generator;
}

export class OpenNetwork {
	#generator: Generator | null = null;
	/** One at a time: each holds a backbone of its own. */
	#tuned: TunedGenerator | null = null;
	#file: Blob | null = null;
	/** Of the file, without its extension. */
	name = "";
	/** Does super-resolution where it would hold this worker up. */
	finisher: Finisher | null = null;
	/** Why the GPU is gone, if it is. */
	lost: Error | null = null;
	#directions: KnownDirections | null = null;
	#gpuPicture: GpuPicture | null = null;
	readonly #people = new Map<string, Person>();
	/** The last surface, for its files. */
	surface: Mesh | null = null;
	/** How long the last super-resolution took, milliseconds; the first one is taken to be long. */
	superresolutionTime: number = Number.POSITIVE_INFINITY;

	opened(generator: Generator, name: string, file: Blob): void {
		[this.#generator, this.name, this.#file] = [generator, name.replace(/\.(pkl|safetensors)$/, ""), file];
	}

	/** Of the network's file, hexadecimal; `null` on pages that are served without encryption to other machines. */
	async sha256(): Promise<string | null> {
		if (!(this.#file && isSecureContext)) return null;
		const digest = await crypto.subtle.digest("SHA-256", await this.#file.arrayBuffer());
		return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
	}

	/** Throws `InputError` before `open`, and what the GPU said when it was lost. */
	get generator(): Generator {
		if (this.lost) throw this.lost;
		if (!this.#generator) throw new InputError("viewer: no network is open yet");
		return this.#generator;
	}

	/** Mapping and backbone, unless this person is among the last few. */
	async person(state: PersonState, signal?: AbortSignal): Promise<{ person: Person; times: PersonTimes }> {
		const key = JSON.stringify(state);
		const known = this.#people.get(key);
		if (known) {
			this.#remember(key, known);
			return { person: known, times: { mapping: 0, backbone: 0 } };
		}
		const made = await this.passingBy(state, signal);
		this.#remember(key, made.person);
		return made;
	}

	/** Somebody who is not kept ready: `letGo` of them. */
	async passingBy(state: PersonState, signal?: AbortSignal): Promise<{ person: Person; times: PersonTimes }> {
		if (state.directions.length > 0) this.#directions ??= await principalDirections(this.generator, signal);
		const start = performance.now();
		const ws = await personWs(this.generator, state, this.#directions);
		const mapped = performance.now();
		const { noiseMode, noiseSeed } = state;
		const generator = await this.#generatorOf(state);
		const { gpu } = generator;
		const planes = await (gpu ?? generator).planes(ws, { noiseMode, noiseSeed, signal });
		if (gpu) await gpu.done();
		const person = { generator, ws, planes };
		return { person, times: { mapping: mapped - start, backbone: performance.now() - mapped } };
	}

	async #generatorOf({ kept }: PersonState): Promise<Generator> {
		if (kept === null) return this.generator;
		const key = JSON.stringify(kept);
		if (this.#tuned?.key === key) return this.#tuned.generator;
		const differences = await readTuned(kept.key);
		if (differences.size === 0) return this.generator;
		const generator = this.generator.tunedTo(differences);
		const former = this.#tuned?.generator;
		this.#tuned = { key, generator };
		if (former) {
			this.#forget((person) => person.generator === former);
			await former.dispose();
		}
		return generator;
	}

	/** Shows images of the GPU. */
	gpuPicture(gpu: GpuStages): GpuPicture {
		this.#gpuPicture ??= new GpuPicture(gpu.device);
		return this.#gpuPicture;
	}

	get directions(): KnownDirections | null {
		return this.#directions;
	}

	/** Steps along other directions make other people. */
	set directions(directions: KnownDirections | null) {
		this.#directions = directions;
		this.#forget(() => true);
	}

	#forget(isMeant: (person: Person) => boolean): void {
		for (const [key, person] of [...this.#people].filter(([, person]) => isMeant(person))) {
			this.#people.delete(key);
			this.letGo(person);
		}
	}

	letGo({ planes }: Person): void {
		if (isOnGpu(planes)) planes.dispose();
	}

	/** The last one looked at stands last; the first goes when there are too many. */
	#remember(key: string, person: Person): void {
		this.#people.delete(key);
		this.#people.set(key, person);
		const [oldest] = this.#people;
		if (this.#people.size <= KEPT || !oldest) return;
		this.#forget((person) => person === oldest[1]);
	}
}
