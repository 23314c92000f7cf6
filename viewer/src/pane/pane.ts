/**
 * One network on the screen: keeps the picture up with the state. Requests that the state has overtaken are dropped; on
 * the move frames are as fine as the machine can keep up with, at rest as fine as asked for.
 */

import { type CallOptions, EngineError } from "../engine/client.ts";
import type { CallName, EngineCalls, Frame } from "../engine/protocol.ts";
import type { NetworkChoice, ViewState } from "../state/view-state.ts";
import { nameOfChoice, type OpenedNetwork, type Opener, sameChoice } from "./network-opener.ts";
import { type Costs, expectedTime, measured, movingQuality, restQuality, UNKNOWN_COSTS } from "./quality.ts";
import { NO_READINGS, type Readings } from "./readings.ts";

/** Stillness after which full quality is worth its time, milliseconds. */
const STILL = 120;
/** A frame at rest that takes longer is preceded by a quick one, milliseconds. */
const QUICK_FIRST = 150;
/** Pauses longer than this are not frames of one movement, milliseconds. */
const LONGEST_FRAME = 700;

/** A frame at rest that takes longer says what it waits for, milliseconds. */
const UNSEEN = 400;
const RENDERING = "Rendering at full quality …";

interface Work {
	readonly state: ViewState;
	readonly moving: boolean;
}

export interface PaneOptions {
	readonly opener: Opener;
	/** Draws a frame. */
	readonly draw: (frame: Frame) => void;
	readonly onChange: () => void;
	/** A word to the user. */
	readonly say: (text: string) => void;
}

export class Pane {
	readonly #options: PaneOptions;
	#network: OpenedNetwork | null = null;
	#wanted: Work | null = null;
	#running: { readonly moving: boolean; readonly controller: AbortController } | null = null;
	#still: ReturnType<typeof setTimeout> | undefined;
	#opening: AbortController | null = null;
	/** Opened last, or tried. */
	#choice: NetworkChoice | null = null;
	#costs = UNKNOWN_COSTS;
	#costsOf: string | null = null;
	#lastFrameAt = 0;
	#readings: Readings = NO_READINGS;
	/** What was drawn last, in whatever quality. */
	#shown: Pick<ViewState, "person" | "camera" | "picture"> | null = null;

	constructor(options: PaneOptions) {
		this.#options = options;
	}

	get readings(): Readings {
		return this.#readings;
	}

	/** Brings the picture up with the state; opens the network if it is another one. */
	show(choice: NetworkChoice, state: ViewState, moving: boolean): void {
		if (this.#choice === null || !sameChoice(this.#choice, choice)) {
			this.#wanted = { state, moving: false };
			void this.#open(choice);
			return;
		}
		this.#wanted = { state, moving };
		clearTimeout(this.#still);
		if (moving) this.#still = setTimeout(() => this.show(choice, state, false), STILL);
		this.#read({ settled: false });
		// What is drawn for rest is overtaken; what is drawn on the move is short, and shown.
		if (this.#running && !this.#running.moving) this.#running.controller.abort();
		void this.#work();
	}

	/** Takes over a network that was opened elsewhere. */
	adopt(network: OpenedNetwork): void {
		this.#opening?.abort();
		this.#network?.client.close();
		this.#network = network;
		this.#choice = network.choice;
		this.#costs = UNKNOWN_COSTS;
		this.#read({ facts: network.facts, opening: null, problem: null, frame: null, settled: false });
		void this.#work();
	}

	/** A call beside the pictures. Rejects with `EngineError`, also where no network is open. */
	call<K extends CallName>(
		name: K,
		input: EngineCalls[K]["in"],
		options: CallOptions<K> = {},
	): Promise<EngineCalls[K]["out"]> {
		if (!this.#network) {
			return Promise.reject(new EngineError({ code: "input", message: "no network is open yet" }));
		}
		return this.#network.client.call(name, input, options);
	}

	/** Resolves when the picture is the current state's at full quality. */
	async settle(): Promise<void> {
		while (!this.#readings.settled) {
			if (this.#choice === null) throw new Error("the network was closed");
			if (this.#readings.problem !== null) throw new Error(this.#readings.problem);
			await new Promise((resolve) => setTimeout(resolve, 10));
		}
	}

	close(): void {
		clearTimeout(this.#still);
		this.#opening?.abort();
		this.#network?.client.close();
		this.#network = null;
		this.#choice = null;
		this.#wanted = null;
		this.#readings = NO_READINGS;
	}

	/** @param device  instead of the page's own, after the GPU was lost */
	async #open(choice: NetworkChoice, device?: "cpu"): Promise<void> {
		this.#choice = choice;
		this.#opening?.abort();
		const opening = new AbortController();
		this.#opening = opening;
		const name = nameOfChoice(choice);
		this.#read({ opening: { name, stage: "start", fraction: 0 }, problem: null, settled: false });
		try {
			const network = await this.#options.opener.open(choice, {
				device,
				signal: opening.signal,
				onProgress: (stage, fraction) => {
					if (!opening.signal.aborted) this.#read({ opening: { name, stage, fraction } });
				},
			});
			if (opening.signal.aborted) network.client.close();
			else this.adopt(network);
		} catch (error) {
			if (!opening.signal.aborted) this.#read({ opening: null, problem: messageOf(error) });
		}
	}

	/** One request after the other until the state is shown. */
	async #work(): Promise<void> {
		if (this.#running) return;
		for (;;) {
			const network = this.#network;
			const work = this.#wanted;
			if (!network || !work || this.#readings.opening) return;
			this.#wanted = null;
			const again = await this.#draw(network, work);
			if (!again && !this.#wanted) return;
		}
	}

	/** Draws one frame; gives whether the same state is to be drawn once more. */
	async #draw(network: OpenedNetwork, { state, moving }: Work): Promise<boolean> {
		const whole = restQuality(state.picture, network.facts);
		// nobody sees the picture where the stage shows something else
		const rest = state.stage === "picture" ? whole : { ...whole, superresolution: false };
		this.#forgetCostsOf(state.picture.type);
		const slow = (expectedTime(rest, this.#costs) ?? Number.POSITIVE_INFINITY) > QUICK_FIRST;
		const quick = moving || (slow && !this.#shows(state));
		const quality = quick ? movingQuality(rest, this.#costs) : rest;
		const controller = new AbortController();
		this.#running = { moving: quick, controller };
		const patience = quick ? undefined : setTimeout(() => this.#read({ making: RENDERING }), UNSEEN);
		const { person, camera, picture } = state;
		try {
			const input = { view: { person, camera, picture }, quality };
			const frame = await network.client.call("frame", input, {
				signal: controller.signal,
				onEarly: (early) => {
					this.#drawn(early, false);
					this.#read({ making: superresolving(this.#costs) });
				},
			});
			this.#shown = { person, camera, picture };
			this.#drawn(frame, !quick && this.#wanted === null);
			this.#costs = measured(this.#costs, frame);
			if (quick && !moving && !this.#wanted) this.#wanted = { state, moving: false };
			return this.#wanted !== null;
		} catch (error) {
			if (error instanceof EngineError && error.code === "aborted") return false;
			if (this.#network === network) this.#failed(network, { state, moving: false }, error);
			return false;
		} finally {
			clearTimeout(patience);
			this.#running = null;
			if (this.#readings.making !== null) this.#read({ making: null });
		}
	}

	/** Without its GPU a network is opened again on the CPU; what else goes wrong is told. */
	#failed({ choice, facts }: OpenedNetwork, work: Work, error: unknown): void {
		const isLost = error instanceof EngineError && error.code === "lost" && facts.device !== "cpu";
		if (!isLost) {
			this.#read({ problem: messageOf(error), settled: false });
			return;
		}
		this.#options.say(`The GPU is gone (${error.message}). Going on on the CPU.`);
		this.#wanted ??= work;
		void this.#open(choice, "cpu");
	}

	/** Whether this very state was drawn last. */
	#shows({ person, camera, picture }: ViewState): boolean {
		const shown = this.#shown;
		return shown?.person === person && shown.camera === camera && shown.picture === picture;
	}

	/** Normals cost more than pictures: what was measured for one type says nothing of another. */
	#forgetCostsOf(type: string): void {
		if (this.#costsOf !== type) this.#costs = { ...this.#costs, sample: null };
		this.#costsOf = type;
	}

	#drawn(frame: Frame, settled: boolean): void {
		this.#options.draw(frame);
		const now = performance.now();
		const passed = now - this.#lastFrameAt;
		this.#lastFrameAt = now;
		const old = this.#readings.framesPerSecond;
		const rate = passed > LONGEST_FRAME ? null : 1000 / passed;
		const framesPerSecond = rate === null || settled ? null : rate * 0.3 + (old ?? rate) * 0.7;
		const { pixels: _, ...facts } = frame;
		this.#read({ frame: facts, settled, framesPerSecond, problem: null });
	}

	#read(change: Partial<Readings>): void {
		this.#readings = { ...this.#readings, ...change };
		this.#options.onChange();
	}
}

function superresolving({ superresolution }: Costs): string {
	if (superresolution === null) return "Super-resolution, the first time with its preparations …";
	return `Super-resolution, about ${Math.max(1, Math.round(superresolution / 1000))} s …`;
}

export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
