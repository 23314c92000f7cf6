/** The map of seeds to drag over: a grid of people with the present one's place in the middle. */

import { html, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import { isSeed, seedAt } from "../state/seeds.ts";
import type { LatentPlace } from "../state/view-state.ts";

const WIDTH = 300;
const HEIGHT = 136;
/** Of a picture. */
const THUMB = 50;
/** A press that moves less is a click, CSS pixels. */
const CLICK_SLACK = 4;
/** Between neighbouring seeds, in the map's units. */
const CELL = 60;
const KEY_STEP = 0.1;

export interface SeedMapOptions {
	readonly place: LatentPlace;
	/** Address of a small picture; `null` while there is none. */
	pictureOf(seed: number): string | null;
	onMove(place: LatentPlace): void;
	onSettle(): void;
}

export function seedMap({ place, pictureOf, onMove, onSettle }: SeedMapOptions): TemplateResult {
	const down = (event: PointerEvent): void => {
		if (event.button !== 0) return;
		(event.currentTarget as Element).setPointerCapture(event.pointerId);
		drags.set(event.currentTarget as Element, { x: event.clientX, y: event.clientY, from: place });
	};
	const move = (event: PointerEvent): void => {
		const element = event.currentTarget as Element;
		const drag = drags.get(element);
		if (!drag) return;
		const scale = WIDTH / element.getBoundingClientRect().width / CELL;
		const [right, down] = [(event.clientX - drag.x) * scale, (event.clientY - drag.y) * scale];
		onMove(rounded({ x: drag.from.x - right, y: drag.from.y - down }));
	};
	const up = (event: PointerEvent): void => {
		const element = event.currentTarget as Element;
		const drag = drags.get(element);
		if (!drag || !drags.delete(element)) return;
		const isClick = Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < CLICK_SLACK;
		onMove(isClick ? (crossingAt(place, element, event) ?? place) : snapped(place));
		onSettle();
	};
	const key = (event: KeyboardEvent): void => {
		const step = KEYS[event.key];
		if (!step) return;
		event.preventDefault();
		event.stopPropagation();
		onMove(rounded({ x: place.x + step[0], y: place.y + step[1] }));
		onSettle();
	};
	return html`
		<svg class="seed-map" viewBox="0 0 ${WIDTH} ${HEIGHT}" tabindex="0" role="application"
			aria-label="Map of seeds. Drag, or use the arrow keys, to walk between people."
			@pointerdown=${down} @pointermove=${move} @pointerup=${up} @pointercancel=${up} @keydown=${key}>
			${crossings(place, pictureOf)}
			<rect class="place" x=${(WIDTH - THUMB) / 2} y=${(HEIGHT - THUMB) / 2} width=${THUMB} height=${THUMB} rx="6" />
		</svg>`;
}

/** Drags outlive the template, which is made again with every move. */
const drags = new WeakMap<Element, { readonly x: number; readonly y: number; readonly from: LatentPlace }>();

const KEYS: Readonly<Record<string, readonly [number, number]>> = {
	ArrowLeft: [-KEY_STEP, 0],
	ArrowRight: [KEY_STEP, 0],
	ArrowUp: [0, -KEY_STEP],
	ArrowDown: [0, KEY_STEP],
};

/** The seeds around, with their numbers. */
function crossings({ x, y }: LatentPlace, pictureOf: SeedMapOptions["pictureOf"]): SVGTemplateResult[] {
	const found: SVGTemplateResult[] = [];
	for (let row = Math.max(0, Math.floor(y) - 1); row <= Math.floor(y) + 2; row++) {
		for (let column = Math.max(0, Math.floor(x) - 3); column <= Math.floor(x) + 4; column++) {
			const [cx, cy] = [WIDTH / 2 + (column - x) * CELL, HEIGHT / 2 + (row - y) * CELL];
			const seed = seedAt({ x: column, y: row });
			const picture = pictureOf(seed);
			const [left, top] = [cx - THUMB / 2, cy - THUMB / 2];
			found.push(
				picture === null
					? svg`<circle class="seed" cx=${cx} cy=${cy} r="2" /><text x=${cx} y=${cy + 15}>${seed}</text>`
					: svg`<image href=${picture} x=${left} y=${top} width=${THUMB} height=${THUMB} />
						<text class="on-picture" x=${cx} y=${top + THUMB - 3}>${seed}</text>`,
			);
		}
	}
	return found;
}

/** The seed under the pointer; `null` beyond the edge of the map. */
function crossingAt(place: LatentPlace, element: Element, event: PointerEvent): LatentPlace | null {
	const { left, top, width } = element.getBoundingClientRect();
	const scale = WIDTH / width;
	const x = Math.round(place.x + ((event.clientX - left) * scale - WIDTH / 2) / CELL);
	const y = Math.round(place.y + ((event.clientY - top) * scale - HEIGHT / 2) / CELL);
	return x >= 0 && y >= 0 ? { x, y } : null;
}

function rounded({ x, y }: LatentPlace): LatentPlace {
	return { x: Math.round(x * 1000) / 1000, y: Math.round(y * 1000) / 1000 };
}

/** Close to a seed means that seed. */
function snapped(place: LatentPlace): LatentPlace {
	const near = { x: Math.round(place.x), y: Math.round(place.y) };
	return isSeed(place) || Math.hypot(near.x - place.x, near.y - place.y) > 0.12 ? place : near;
}
