/**
 * The script of a report page: every `.mesh` figure becomes a mesh that can be turned by pointer, fingers or keys. It is
 * built by itself and stands inside the page; without it, or without WebGL, the pictures of the meshes stay.
 */

import { readGlb } from "./glb.ts";
import { MeshPainter, type MeshView } from "./mesh-painter.ts";
import { turnByHand } from "./turn-by-hand.ts";

const START: MeshView = { yaw: 0.4, pitch: -0.1, distance: 4.7, clay: false };

/** Browsers allow some sixteen WebGL contexts a page; meshes are opened when they come into sight. */
const sight = new IntersectionObserver(
	(entries) => {
		for (const { isIntersecting, target } of entries) {
			if (!(isIntersecting && target instanceof HTMLElement)) continue;
			sight.unobserve(target);
			open(target);
		}
	},
	{ rootMargin: "200px" },
);
for (const figure of document.querySelectorAll<HTMLElement>(".mesh")) sight.observe(figure);

function open(figure: HTMLElement): void {
	const data = document.getElementById(figure.dataset.glb ?? "")?.textContent;
	if (!data) return;
	const canvas = document.createElement("canvas");
	canvas.tabIndex = 0;
	canvas.setAttribute("role", "img");
	canvas.setAttribute("aria-label", `${figure.dataset.name ?? "mesh"}: drag or use the arrow keys to turn it`);
	let painter: MeshPainter;
	try {
		painter = new MeshPainter(canvas, readGlb(Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))));
	} catch (error) {
		// The pictures of the mesh stay; why is to be read in the inspector.
		figure.dataset.failure = String(error);
		return;
	}
	let view = START;
	let asked = false;
	const paint = (): void => {
		asked = false;
		const side = canvas.clientWidth * Math.min(devicePixelRatio, 2);
		if (canvas.width !== side) canvas.width = canvas.height = side;
		painter.paint(view);
	};
	const change = (next: Partial<MeshView>): void => {
		view = { ...view, ...next };
		if (!asked) requestAnimationFrame(paint);
		asked = true;
	};
	figure.prepend(
		canvas,
		clayButton((clay) => change({ clay })),
	);
	figure.classList.add("turnable");
	turnByHand(canvas, () => view, change, START);
	new ResizeObserver(() => change({})).observe(canvas);
	canvas.dataset.ready = "true";
}

function clayButton(onChange: (clay: boolean) => void): HTMLButtonElement {
	const button = document.createElement("button");
	button.type = "button";
	button.textContent = "Clay";
	button.setAttribute("aria-pressed", "false");
	button.addEventListener("click", () => {
		const clay = button.getAttribute("aria-pressed") !== "true";
		button.setAttribute("aria-pressed", String(clay));
		onChange(clay);
	});
	return button;
}
