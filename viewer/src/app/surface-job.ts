/** Making a mesh of the person in the picture, and handing it out as a file. */

import type { Surface } from "../engine/protocol.ts";
import { messageOf } from "../pane/pane.ts";
import type { PersonState } from "../state/view-state.ts";
import type { Bench } from "./bench.ts";
import { saveBytes } from "./save-file.ts";

export class SurfaceJob {
	readonly #bench: Bench;
	readonly #onChange: () => void;
	#controller: AbortController | null = null;
	#progress: number | null = null;
	#surface: Surface | null = null;
	#person: PersonState | null = null;

	constructor(bench: Bench, onChange: () => void) {
		this.#bench = bench;
		this.#onChange = onChange;
	}

	/** 0 to 1 while a surface is being made. */
	get progress(): number | null {
		return this.#progress;
	}

	get surface(): Surface | null {
		return this.#surface;
	}

	/** Whether the surface is that of the person in the picture. */
	get isCurrent(): boolean {
		return this.#person === this.#bench.state.person;
	}

	async make(): Promise<void> {
		if (this.#controller) return;
		const controller = new AbortController();
		this.#controller = controller;
		const { person } = this.#bench.state;
		this.#report(0);
		try {
			this.#surface = await this.#bench.first.call(
				"surface",
				{ person, ...this.#bench.tools.surface },
				{ signal: controller.signal, onProgress: (_, fraction) => this.#report(fraction) },
			);
			this.#person = person;
		} catch (error) {
			if (!controller.signal.aborted) this.#bench.say(messageOf(error), true);
		} finally {
			this.#controller = null;
			this.#report(null);
		}
	}

	stop(): void {
		this.#controller?.abort();
	}

	async save(format: "glb" | "ply"): Promise<void> {
		try {
			const bytes = await this.#bench.first.call("surfaceFile", { format });
			saveBytes(`head.${format}`, format === "glb" ? "model/gltf-binary" : "application/octet-stream", bytes);
		} catch (error) {
			this.#bench.say(messageOf(error), true);
		}
	}

	#report(progress: number | null): void {
		this.#progress = progress;
		this.#onChange();
	}
}
