/**
 * Keeps the last prepared field, so that several views of one person prepare it once. One is enough: callers go
 * through the views of a person before the next person, and a prepared field of full size takes 50 MB and more.
 */

import type { PreparedField, RayMarcher } from "../rendering/march/contract.ts";
import { isWgslMarcher } from "../rendering/march/kernels/wgsl/wgsl-marcher.ts";
import { InputError } from "../tensor/errors.ts";
import type { PlacedField, Planes } from "./field.ts";

interface Entry {
	/** Whose field it is: the planes tensor the caller keeps, and the person's index in it. */
	readonly planes: WeakRef<Planes>;
	readonly person: number;
	readonly field: PreparedField;
}

export class FieldCache {
	readonly #marcher: RayMarcher;
	#last: Entry | null = null;
	/** Ends when the work in progress ends: one field is in use at a time. */
	#busy: Promise<unknown> = Promise.resolve();

	constructor(marcher: RayMarcher) {
		this.#marcher = marcher;
	}

	/**
	 * Runs `work` on the prepared field of person `person` of `planes`, made from `field()` unless it is the last one.
	 * Calls wait for one another, so that no field is disposed of while it is in use.
	 */
	use<T>(
		planes: Planes,
		person: number,
		field: () => PlacedField,
		work: (prepared: PreparedField) => Promise<T>,
	): Promise<T> {
		const turn = this.#busy.then(async () => work(await this.#prepared(planes, person, field)));
		this.#busy = turn.catch(() => undefined);
		return turn;
	}

	async #prepared(planes: Planes, person: number, field: () => PlacedField): Promise<PreparedField> {
		const last = this.#last;
		if (last && last.planes.deref() === planes && last.person === person) return last.field;
		await this.#release();
		const prepared = await prepare(this.#marcher, field());
		this.#last = { planes: new WeakRef(planes), person, field: prepared };
		return prepared;
	}

	async #release(): Promise<void> {
		const last = this.#last;
		this.#last = null;
		await last?.field.dispose();
	}

	/** Waits for work in progress, then lets the field go. */
	async dispose(): Promise<void> {
		await this.#busy;
		await this.#release();
	}
}

/** Throws `InputError` where the planes lie on a GPU and the renderer does not. */
async function prepare(marcher: RayMarcher, { planes, ...field }: PlacedField): Promise<PreparedField> {
	if (isWgslMarcher(marcher)) return await marcher.prepare({ ...field, planes });
	if (!("buffer" in planes)) return await marcher.prepare({ ...field, planes });
	throw new InputError(
		`planes: lie on a GPU, where the renderer '${marcher.name}' cannot read them; read them back with \`gpu.read\` first`,
	);
}
