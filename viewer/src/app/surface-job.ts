/** The mesh of the person on one side of the stage: made when the stage shows it, and again for the next person. */

import type { Surface, SurfaceFormat, SurfaceRequest } from "../engine/protocol.ts";
import { messageOf, type Pane } from "../pane/pane.ts";
import type { Readings } from "../pane/readings.ts";
import type { ViewState } from "../state/view-state.ts";
import type { ToolsState } from "../tools/tools-state.ts";

export class SurfaceJob {
	readonly #pane: Pane;
	readonly #onChange: () => void;
	#controller: AbortController | null = null;
	/** What the surface, or the attempt at it, is of. */
	#key: string | null = null;
	#progress: number | null = null;
	#surface: Surface | null = null;
	#problem: string | null = null;

	constructor(pane: Pane, onChange: () => void) {
		this.#pane = pane;
		this.#onChange = onChange;
	}

	/** 0 to 1 while a surface is being made. */
	get progress(): number | null {
		return this.#progress;
	}

	/** The last one, while the next is being made. */
	get surface(): Surface | null {
		return this.#surface;
	}

	get problem(): string | null {
		return this.#problem;
	}

	/** Makes what the stage shows, unless it is there. */
	update({ stage, person, network }: ViewState, { surface }: ToolsState, { facts, settled }: Readings): void {
		if (stage !== "mesh" || !settled || !facts) return;
		const request = { person, ...surface };
		const key = JSON.stringify([network, facts.name, request]);
		if (key === this.#key) return;
		this.#key = key;
		void this.#make(request);
	}

	stop(): void {
		this.#controller?.abort();
	}

	/** Makes what was stopped. */
	again(): void {
		this.#key = null;
		this.#onChange();
	}

	/** Rejects as `Engine.call` does. */
	async file(format: SurfaceFormat): Promise<Uint8Array<ArrayBuffer>> {
		return await this.#pane.call("surfaceFile", { format });
	}

	async #make(request: SurfaceRequest): Promise<void> {
		this.#controller?.abort();
		const controller = new AbortController();
		this.#controller = controller;
		const isLatest = (): boolean => this.#controller === controller;
		this.#report(0);
		try {
			const { signal } = controller;
			const onProgress = (_: string, fraction: number): void => {
				if (isLatest()) this.#report(fraction);
			};
			const surface = await this.#pane.call("surface", request, { signal, onProgress });
			if (isLatest()) [this.#surface, this.#problem] = [surface, null];
		} catch (error) {
			if (isLatest() && !controller.signal.aborted) [this.#surface, this.#problem] = [null, messageOf(error)];
		} finally {
			if (isLatest()) {
				this.#controller = null;
				this.#report(null);
			}
		}
	}

	#report(progress: number | null): void {
		this.#progress = progress;
		this.#onChange();
	}
}
