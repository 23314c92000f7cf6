/** Turning with pointer, fingers, wheel and keys. Fingers that move up and down scroll the page; two fingers zoom. */

import type { MeshView } from "./mesh-painter.ts";

const RADIANS_PER_PIXEL = 0.008;
const KEY_STEP = 0.15;
const STEEPEST = 1.4;
const DISTANCES = { nearest: 1.6, farthest: 9 } as const;

type Change = (next: Partial<MeshView>) => void;

/** @param start  what a double click goes back to */
export function turnByHand(canvas: HTMLCanvasElement, view: () => MeshView, change: Change, start: MeshView): void {
	const turn = (yaw: number, pitch: number): void =>
		change({ yaw: view().yaw + yaw, pitch: clamp(view().pitch + pitch, -STEEPEST, STEEPEST) });
	const zoom = (factor: number): void =>
		change({ distance: clamp(view().distance * factor, DISTANCES.nearest, DISTANCES.farthest) });
	listenToPointers(canvas, turn, zoom);
	canvas.addEventListener(
		"wheel",
		(event) => {
			// Without a key the wheel scrolls the page.
			if (!(event.ctrlKey || event.metaKey)) return;
			event.preventDefault();
			zoom(Math.exp(event.deltaY * 0.002));
		},
		{ passive: false },
	);
	canvas.addEventListener("dblclick", () => change({ ...start, clay: view().clay }));
	canvas.addEventListener("keydown", (event) => {
		const act = {
			ArrowLeft: () => turn(-KEY_STEP, 0),
			ArrowRight: () => turn(KEY_STEP, 0),
			ArrowUp: () => turn(0, -KEY_STEP),
			ArrowDown: () => turn(0, KEY_STEP),
			"+": () => zoom(0.9),
			"-": () => zoom(1 / 0.9),
			Home: () => change({ ...start, clay: view().clay }),
		}[event.key];
		if (!act) return;
		event.preventDefault();
		act();
	});
}

function listenToPointers(
	canvas: HTMLCanvasElement,
	turn: (yaw: number, pitch: number) => void,
	zoom: (factor: number) => void,
): void {
	const held = new Map<number, { x: number; y: number }>();
	const spread = (): number => {
		const [a, b] = [...held.values()];
		return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
	};
	canvas.addEventListener("pointerdown", (event) => {
		canvas.setPointerCapture(event.pointerId);
		held.set(event.pointerId, { x: event.clientX, y: event.clientY });
	});
	canvas.addEventListener("pointermove", (event) => {
		const last = held.get(event.pointerId);
		if (!last) return;
		const before = spread();
		held.set(event.pointerId, { x: event.clientX, y: event.clientY });
		if (held.size > 1 && before > 0 && spread() > 0) zoom(before / spread());
		else turn((event.clientX - last.x) * RADIANS_PER_PIXEL, (event.clientY - last.y) * RADIANS_PER_PIXEL);
	});
	for (const end of ["pointerup", "pointercancel"] as const) {
		canvas.addEventListener(end, (event) => held.delete(event.pointerId));
	}
}

function clamp(value: number, least: number, most: number): number {
	return Math.min(Math.max(value, least), most);
}
