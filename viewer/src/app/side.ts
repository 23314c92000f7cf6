/** One side of the stage: a network with its pictures, and with what else is asked of it. */

import { lensOf } from "../mesh/orbit.ts";
import { messageOf, Pane, type PaneOptions } from "../pane/pane.ts";
import type { Readings } from "../pane/readings.ts";
import type { NetworkChoice, PersonState, ViewState } from "../state/view-state.ts";
import type { ToolsState } from "../tools/tools-state.ts";
import type { Bench } from "./bench.ts";
import { Questions } from "./questions.ts";
import type { PaneName } from "./screen.ts";
import { SurfaceJob } from "./surface-job.ts";

export class Side {
	readonly name: PaneName;
	readonly pane: Pane;
	readonly questions: Questions;
	readonly surface: SurfaceJob;
	readonly #bench: Bench;
	/** Who was seen last. */
	#person: PersonState | null = null;

	constructor(name: PaneName, bench: Bench, options: Pick<PaneOptions, "opener" | "say">, onChange: () => void) {
		[this.name, this.#bench] = [name, bench];
		const changed = (): void => {
			this.update(bench.state, bench.tools);
			onChange();
		};
		this.pane = new Pane({ ...options, onChange: changed, draw: (frame) => bench.screen.draw(name, frame) });
		this.questions = new Questions(this, onChange);
		this.surface = new SurfaceJob(this.pane, changed);
	}

	get readings(): Readings {
		return this.pane.readings;
	}

	/** Whether there is a mesh of who is seen. */
	get hasMesh(): boolean {
		return this.surface.isCurrent(this.#bench.state, this.#bench.tools);
	}

	/** Resolves when the stage shows the present state at full quality. Rejects with what stands in the way. */
	async settle(): Promise<void> {
		await this.pane.settle();
		const { stage } = this.#bench.state;
		const { slice, layer } = this.questions;
		const isAtWork = (): boolean =>
			(stage === "mesh" && this.surface.progress !== null) ||
			(stage === "slices" && slice.answer.busy) ||
			(stage === "layers" && layer.answer.busy);
		while (isAtWork()) await new Promise((resolve) => setTimeout(resolve, 20));
	}

	/** Asks for what the stage and the open tools show, and draws the mesh. */
	update(state: ViewState, tools: ToolsState): void {
		this.questions.update(state, tools, this.readings);
		this.surface.update(state, tools, this.readings);
		this.#drawMesh(state, tools);
	}

	/** Brings the stage up with the state; what is not seen is not drawn on the move. */
	show(network: NetworkChoice, state: ViewState, moving: boolean): void {
		const isTurn = moving && state.stage === "mesh" && state.person === this.#person;
		this.#person = state.person;
		if (isTurn) this.#drawMesh(state, this.#bench.tools);
		else this.pane.show(network, state, moving);
	}

	#drawMesh(state: ViewState, tools: ToolsState): void {
		const { surface } = this.surface;
		const { facts } = this.readings;
		if (state.stage !== "mesh" || !surface || !facts) return;
		const shown = { surface, look: tools.meshLook, lens: lensOf(state.camera, facts) };
		this.#bench.screen.mesh[this.name]
			.show(shown)
			.catch((error: unknown) => this.#bench.say(`The mesh cannot be drawn: ${messageOf(error)}`, true));
	}
}
