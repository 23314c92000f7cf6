/**
 * Keeps the last prepared field, so that several views of one person prepare it once. One is enough: callers go
 * through the views of a person before the next person, and a prepared field of full size takes 50 MB and more. A field that
 * is held longer, by a volume that is being sampled, stays beside the last one until it is let go.
 */

import type { PreparedField, RayMarcher } from "../rendering/march/contract.ts";
import { isWgslMarcher } from "../rendering/march/kernels/wgsl/wgsl-marcher.ts";
import { InputError, RuntimeFailureError } from "../tensor/errors.ts";
import { isOnGpu, type PlacedField, type Planes } from "./field.ts";

interface Entry {
	/** Whose field it is: the planes tensor the caller keeps, and the person's index in it. */
	readonly planes: WeakRef<Planes>;
	readonly person: number;
	readonly field: PreparedField;
	/** Some numbers of the planes as they were. */
	readonly samples: Float32Array;
	holders: number;
}

/** A field that stays ready until it is let go, while other calls go on. */
export interface HeldField {
	readonly field: PreparedField;
	/** Runs work on it when it is its turn. Rejects with `RuntimeFailureError` when the generator was disposed of. */
	turn<T>(work: () => Promise<T>): Promise<T>;
	release(): Promise<void>;
}

export class FieldCache {
	readonly #marcher: RayMarcher;
	#last: Entry | null = null;
	readonly #held = new Set<Entry>();
	#isDisposed = false;
	/** Ends when the work in progress ends: one call is at work at a time. */
	#busy: Promise<unknown> = Promise.resolve();

	constructor(marcher: RayMarcher) {
		this.#marcher = marcher;
	}

	/**
	 * Runs `work` on the prepared field of person `person` of `planes`, made from `field()` unless it is the last one.
	 * Calls wait for one another, so that no field is disposed of while it is in use. Rejects with `InputError` where the
	 * planes were changed since they were prepared.
	 */
	use<T>(
		planes: Planes,
		person: number,
		field: () => PlacedField,
		work: (prepared: PreparedField) => Promise<T>,
	): Promise<T> {
		return this.#inTurn(async () => work((await this.#prepared(planes, person, field)).field));
	}

	/** As `use`, for work that lets others have their turn in between. */
	async hold(planes: Planes, person: number, field: () => PlacedField): Promise<HeldField> {
		const entry = await this.#inTurn(async () => {
			const prepared = await this.#prepared(planes, person, field);
			prepared.holders += 1;
			this.#held.add(prepared);
			return prepared;
		});
		return {
			field: entry.field,
			turn: (work) =>
				this.#inTurn(() => {
					if (!this.#isDisposed) return work();
					throw new RuntimeFailureError("generator: disposed of while a volume was being sampled");
				}),
			release: () => this.#letGo(entry),
		};
	}

	#inTurn<T>(work: () => Promise<T>): Promise<T> {
		const turn = this.#busy.then(work);
		this.#busy = turn.catch(() => undefined);
		return turn;
	}

	async #prepared(planes: Planes, person: number, field: () => PlacedField): Promise<Entry> {
		const last = this.#last;
		const samples = samplesOf(planes);
		if (last && last.planes.deref() === planes && last.person === person) {
			if (samples.every((value, index) => Object.is(value, last.samples[index]))) return last;
			throw new InputError(
				"planes: were changed after they had been given to the renderer, which keeps what it made of them; " +
					"put other numbers into a new tensor",
			);
		}
		await this.#releaseLast();
		const prepared = await prepare(this.#marcher, field());
		this.#last = { planes: new WeakRef(planes), person, field: prepared, samples, holders: 0 };
		return this.#last;
	}

	async #releaseLast(): Promise<void> {
		const last = this.#last;
		this.#last = null;
		if (last?.holders === 0) await last.field.dispose();
	}

	async #letGo(entry: Entry): Promise<void> {
		entry.holders -= 1;
		if (entry.holders > 0 || !this.#held.delete(entry)) return;
		if (entry !== this.#last) await entry.field.dispose();
	}

	/** Waits for work in progress, then lets all fields go; a volume that is being sampled gets no more turns. */
	async dispose(): Promise<void> {
		this.#isDisposed = true;
		await this.#busy;
		await this.#releaseLast();
		const held = [...this.#held];
		this.#held.clear();
		for (const { field } of held) await field.dispose();
	}
}

/** Throws `InputError` where the planes lie on a GPU and the renderer does not. */
async function prepare(marcher: RayMarcher, { planes, ...field }: PlacedField): Promise<PreparedField> {
	if (isWgslMarcher(marcher)) return await marcher.prepare({ ...field, planes });
	if (!isOnGpu(planes)) return await marcher.prepare({ ...field, planes });
	throw new InputError(
		`planes: lie on a GPU, where the renderer '${marcher.name}' cannot read them; read them back with \`gpu.read\` first`,
	);
}

/** Reading so many costs microseconds, where all of the published sizes would cost milliseconds in every call. */
const MOST_SAMPLES = 1024;

/**
 * Numbers spread evenly over the planes, the last one among them; none of planes on a GPU. They differ when planes were
 * scaled, moved, or filled with another person. That single texels were changed they do not show: types forbid it.
 */
function samplesOf(planes: Planes): Float32Array {
	if (isOnGpu(planes)) return new Float32Array();
	const { data } = planes;
	const count = Math.min(MOST_SAMPLES, data.length);
	return Float32Array.from(
		{ length: count },
		(_, index) => data[Math.floor(((index + 1) * data.length) / count) - 1] ?? 0,
	);
}
