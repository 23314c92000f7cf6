/**
 * The picture under the hand: drag turns, two fingers or the wheel zoom, a double click looks from the front. While the
 * ray inspector is open the pointer says which ray, and a click holds it.
 */

import type { PaneName } from "../app/screen.ts";
import type { Workbench } from "../app/workbench.ts";
import { zoomed } from "../state/limits.ts";
import { isOpen } from "../tools/tools-state.ts";
import { Turn } from "./turn.ts";

/** Factor of the field of view for one notch of the wheel. */
const NOTCH = 1.0015;
/** A press that moves less is a click, CSS pixels. */
const CLICK_SLACK = 4;
/** The end of a row of wheel notches, milliseconds. */
const WHEEL_END = 200;

interface Finger {
	readonly x: number;
	readonly y: number;
}

export class StagePointer {
	readonly #bench: Workbench;
	readonly #canvas: HTMLElement;
	readonly #pane: PaneName;
	readonly #fingers = new Map<number, Finger>();
	#travelled = 0;
	/** Of one finger, from its press on. */
	#turning: Turn | null = null;
	#wheelEnd: ReturnType<typeof setTimeout> | undefined;

	/** @param canvas  a side's picture or mesh */
	constructor(bench: Workbench, canvas: HTMLElement, pane: PaneName) {
		[this.#bench, this.#canvas, this.#pane] = [bench, canvas, pane];
		canvas.addEventListener("pointerdown", (event) => this.#down(event));
		canvas.addEventListener("pointermove", (event) => this.#move(event));
		canvas.addEventListener("pointerup", (event) => this.#up(event));
		canvas.addEventListener("pointercancel", (event) => this.#up(event));
		canvas.addEventListener("pointerleave", () => this.#leave());
		canvas.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
		canvas.addEventListener("dblclick", () => bench.changeCamera({ yaw: 0, pitch: 0 }));
	}

	#down(event: PointerEvent): void {
		if (event.button !== 0) return;
		this.#canvas.setPointerCapture(event.pointerId);
		this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
		this.#travelled = 0;
		this.#turning = null;
	}

	#move(event: PointerEvent): void {
		const before = this.#fingers.get(event.pointerId);
		if (!before) {
			this.#look(event, false);
			return;
		}
		const now = { x: event.clientX, y: event.clientY };
		this.#travelled += Math.hypot(now.x - before.x, now.y - before.y);
		const spread = this.#spread();
		this.#fingers.set(event.pointerId, now);
		if (this.#fingers.size === 1) this.#turn(now.x - before.x, now.y - before.y);
		else if (spread > 0 && this.#spread() > 0) this.#zoom(spread / this.#spread());
	}

	#up(event: PointerEvent): void {
		if (!this.#fingers.delete(event.pointerId) || this.#fingers.size > 0) return;
		if (this.#travelled < CLICK_SLACK) this.#look(event, true);
		else this.#bench.settle();
	}

	#turn(dx: number, dy: number): void {
		const { width, height } = this.#canvas.getBoundingClientRect();
		const { camera } = this.#bench.state;
		this.#turning ??= new Turn(camera);
		this.#bench.changeCamera(this.#turning.by(camera, dx / width, dy / height), "gesture");
	}

	#zoom(factor: number): void {
		const { fovDegrees } = this.#bench.state.camera;
		const own = this.#bench.readings.facts?.fovDegrees;
		if (own !== undefined) {
			this.#bench.changeCamera({ fovDegrees: zoomed(fovDegrees ?? own, own, factor) }, "gesture");
		}
	}

	#wheel(event: WheelEvent): void {
		event.preventDefault();
		this.#zoom(NOTCH ** event.deltaY);
		clearTimeout(this.#wheelEnd);
		this.#wheelEnd = setTimeout(this.#bench.settle, WHEEL_END);
	}

	#look(event: PointerEvent, isClick: boolean): void {
		const { ray } = this.#bench.tools;
		if (this.#bench.state.stage !== "picture" || !isOpen(this.#bench.tools, "ray") || (ray?.pinned && !isClick)) return;
		const { left, top, width, height } = this.#canvas.getBoundingClientRect();
		const [u, v] = [(event.clientX - left) / width, (event.clientY - top) / height];
		if (u < 0 || u > 1 || v < 0 || v > 1) return;
		this.#bench.changeTools({ ray: { pane: this.#pane, u, v, pinned: isClick && !ray?.pinned } });
	}

	#leave(): void {
		const { ray } = this.#bench.tools;
		if (ray && !ray.pinned) this.#bench.changeTools({ ray: null });
	}

	/** Distance between the first two fingers. */
	#spread(): number {
		const [a, b] = [...this.#fingers.values()];
		return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
	}
}
