/** Recording a turning head as MP4: every frame at full quality, encoded by the browser (WebCodecs), written by mediabunny. */

import type { Frame } from "../engine/protocol.ts";
import { messageOf } from "../pane/pane.ts";
import { restQuality } from "../pane/quality.ts";
import { wrapDegrees } from "../state/limits.ts";
import type { CameraState } from "../state/view-state.ts";
import type { VideoSettings } from "../tools/tools-state.ts";
import type { Bench } from "./bench.ts";
import { saveBytes } from "./save-file.ts";

export class VideoJob {
	readonly #bench: Bench;
	readonly #onChange: () => void;
	#controller: AbortController | null = null;
	#progress: number | null = null;

	constructor(bench: Bench, onChange: () => void) {
		this.#bench = bench;
		this.#onChange = onChange;
	}

	/** 0 to 1 while recording. */
	get progress(): number | null {
		return this.#progress;
	}

	stop(): void {
		this.#controller?.abort();
	}

	async record(): Promise<void> {
		const { facts } = this.#bench.readings;
		if (this.#controller || !facts) return;
		const controller = new AbortController();
		this.#controller = controller;
		this.#report(0);
		try {
			const { encodeVideo } = await import("../video/encode-video.ts");
			const { video } = this.#bench.tools;
			const name = this.#bench.fileName("turning");
			const bytes = await encodeVideo({
				frames: this.#frames(video, controller.signal),
				framesPerSecond: video.framesPerSecond,
				side: this.#bench.tools.savedSide,
				signal: controller.signal,
			});
			saveBytes(`${name}.mp4`, "video/mp4", bytes);
			this.#bench.say("The video is saved");
		} catch (error) {
			if (!controller.signal.aborted) this.#bench.say(`The video was not made: ${messageOf(error)}`, true);
		} finally {
			this.#controller = null;
			this.#report(null);
			// the canvas shows the last frame of the video
			const { state } = this.#bench;
			this.#bench.first.show(state.network, state, false);
		}
	}

	/** Every frame of the turn, in order; each is shown as well. */
	async *#frames(video: VideoSettings, signal: AbortSignal): AsyncGenerator<Frame, void, void> {
		const { state, readings, first, screen } = this.#bench;
		if (!readings.facts) return;
		const count = Math.max(2, Math.round(video.seconds * video.framesPerSecond));
		const quality = restQuality(state.picture, readings.facts);
		for (let index = 0; index < count; index++) {
			const camera = cameraAt(video, state.camera, index / count);
			const { person, picture } = state;
			const frame = await first.call("frame", { view: { person, camera, picture }, quality }, { signal });
			screen.draw("first", frame);
			this.#report(index / count);
			yield frame;
		}
	}

	#report(progress: number | null): void {
		this.#progress = progress;
		this.#onChange();
	}
}

/** The camera at a share of the way round: closed, so that the video can be repeated without a jump. */
export function cameraAt({ kind, yaw }: VideoSettings, start: CameraState, share: number): CameraState {
	const angle = 2 * Math.PI * share;
	if (kind === "turn") return { ...start, yaw: wrapDegrees(start.yaw + 360 * share) };
	return { ...start, yaw: yaw * Math.sin(angle), pitch: start.pitch + 0.25 * yaw * Math.sin(angle) * Math.cos(angle) };
}
