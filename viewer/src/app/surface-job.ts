/** The mesh of the person on one side of the stage: made when the stage shows it, and again for the next person. */

import { EngineError } from "../engine/client.ts";
import type { NetworkFacts, Surface, SurfaceFormat, SurfaceRequest } from "../engine/protocol.ts";
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
	/** What the surface is of. */
	#surfaceKey: string | null = null;
	#facts: NetworkFacts | null = null;
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
	update({ stage, person }: ViewState, { surface }: ToolsState, { facts, settled }: Readings): void {
		if (facts !== this.#facts) {
			// another network, or the same one opened once more
			[this.#facts, this.#key, this.#surface, this.#surfaceKey, this.#problem] = [facts, null, null, null, null];
		}
		if (stage !== "mesh" || !settled || !facts) return;
		const request = { person, ...surface };
		const key = JSON.stringify(request);
		if (key === this.#key) return;
		this.#key = key;
		void this.#make(request, key);
	}

	/** Whether the surface is that of this person with these settings. */
	isCurrent({ person }: ViewState, { surface }: ToolsState): boolean {
		return this.#surface !== null && this.#surfaceKey === JSON.stringify({ person, ...surface });
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

	async #make(request: SurfaceRequest, key: string): Promise<void> {
		this.#controller?.abort();
		const controller = new AbortController();
		this.#controller = controller;
		const isLatest = (): boolean => this.#controller === controller;
		this.#problem = null;
		this.#report(0);
		try {
			const { signal } = controller;
			const onProgress = (_: string, fraction: number): void => {
				if (isLatest()) this.#report(fraction);
			};
			const surface = await this.#pane.call("surface", request, { signal, onProgress });
			if (isLatest()) [this.#surface, this.#surfaceKey] = [surface, key];
		} catch (error) {
			const isStopped = error instanceof EngineError && error.code === "aborted";
			if (isLatest() && !isStopped) [this.#surface, this.#problem] = [null, messageOf(error)];
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
