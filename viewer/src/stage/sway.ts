/**
 * The first sight of the page: the head sways slowly until somebody touches anything. Nobody who asked for less motion sees it,
 * and nobody who came by a link.
 */

import type { Workbench } from "../app/workbench.ts";

/** Largest yaw to each side, degrees, and seconds there and back. */
const [REACH, PERIOD] = [14, 9] as const;
/** Milliseconds of rest before, in which the small pictures of the map are made. */
const PAUSE = 2500;
const TOUCHES = ["pointerdown", "keydown", "wheel", "dragover", "hashchange"] as const;

/** Begins when the first picture is there. */
export function swayUntilTouched(bench: Workbench): void {
	if (location.hash !== "" || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
	const { yaw: middle } = bench.state.camera;
	let [began, isOver] = [Number.NaN, false];
	let first: number | null = null;
	const end = (): void => {
		isOver = true;
		for (const touch of TOUCHES) removeEventListener(touch, end, true);
		if (!Number.isNaN(began)) bench.rebase();
	};
	for (const touch of TOUCHES) addEventListener(touch, end, { capture: true, passive: true });
	const step = (now: number): void => {
		if (isOver) return;
		requestAnimationFrame(step);
		if (Number.isNaN(began)) {
			if (!bench.readings.settled) return;
			first ??= now;
			if (now - first < PAUSE) return;
			began = now;
		}
		const yaw = middle + REACH * Math.sin((2 * Math.PI * (now - began)) / (1000 * PERIOD));
		bench.changeCamera({ yaw: Math.round(yaw * 10) / 10 }, "gesture");
	};
	requestAnimationFrame(step);
}
