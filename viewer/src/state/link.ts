/**
 * The state as the part of an address behind `#`, and back. Only what differs from the defaults is written, in words a
 * person can read and change; what cannot be read is left at its default, so that an old or damaged link still opens.
 */

import { LIMITS, type LimitName, within, wrapDegrees } from "./limits.ts";
import { isSeed, onMap, placeOf, seedAt } from "./seeds.ts";
import { tabOf, withTab } from "./tabs.ts";
import type { NetworkChoice, ViewState } from "./view-state.ts";

/** One part of the state: `null` where it is at its default. */
interface LinkField {
	write(state: ViewState): string | null;
	read(text: string, state: ViewState): ViewState;
}

const FIELDS: Readonly<Record<string, LinkField>> = {
	network: {
		write: ({ network }) => networkText(network),
		read: (text, state) => ({ ...state, network: networkOf(text) ?? state.network }),
	},
	beside: {
		write: ({ compare }) => compare && networkText(compare),
		read: (text, state) => ({ ...state, compare: networkOf(text) }),
	},
	// One number is a seed, two are a place between seeds.
	seed: {
		write: ({ person: { latent } }) => (isSeed(latent) ? String(seedAt(latent)) : numbersText([latent.x, latent.y])),
		read: (text, state) => {
			const [x = Number.NaN, y] = numbersOf(text);
			const latent = y === undefined ? placeOf(within("seed", x, Number.NaN)) : { x, y };
			return Number.isFinite(latent.x + latent.y) ? withPerson(state, { latent: onMap(latent) }) : state;
		},
	},
	person: {
		write: ({ person: { kept } }) => kept?.key ?? null,
		read: (text, state) =>
			/^[a-z0-9]{1,32}$/.test(text) ? withPerson(state, { kept: { key: text, revision: 0 } }) : state,
	},
	psi: personNumber("truncationPsi", "psi"),
	cutoff: {
		write: ({ person }) => person.truncationCutoff?.toString() ?? null,
		read: (text, state) => withPerson(state, { truncationCutoff: within("cutoff", Number(text), 0) }),
	},
	mix: {
		write: ({ person: { mix } }) => (mix.layers.length > 0 ? numbersText([mix.seed, ...mix.layers]) : null),
		read: (text, state) => {
			const [seed = 0, ...layers] = numbersOf(text);
			return withPerson(state, { mix: { seed: within("seed", seed, 0), layers: wholeAscending(layers) } });
		},
	},
	entries: {
		write: ({ person: { entries } }) => (entries.length > 0 ? numbersText(entries.flat()) : null),
		read: (text, state) => withPerson(state, { entries: pairsOf(numbersOf(text)) }),
	},
	directions: {
		write: ({ person: { directions } }) => (directions.length > 0 ? numbersText(directions) : null),
		read: (text, state) =>
			withPerson(state, {
				directions: numbersOf(text)
					.map((step) => within("direction", step, 0))
					.slice(0, 32),
			}),
	},
	noise: {
		write: ({ person: { noiseMode } }) => (noiseMode === "const" ? null : noiseMode),
		read: (text, state) => (text === "random" || text === "none" ? withPerson(state, { noiseMode: text }) : state),
	},
	noiseseed: personNumber("noiseSeed", "seed"),
	conditioning: {
		write: ({ person: { conditioning } }) => numbersText([conditioning.yaw, conditioning.pitch]),
		read: (text, state) => {
			const [yaw = 0, pitch = 0] = numbersOf(text);
			return withPerson(state, { conditioning: { yaw: within("yaw", yaw, 0), pitch: within("pitch", pitch, 0) } });
		},
	},
	yaw: {
		write: ({ camera }) => numbersText([camera.yaw]),
		read: (text, state) => withCamera(state, { yaw: within("yaw", wrapDegrees(Number(text)), state.camera.yaw) }),
	},
	pitch: {
		write: ({ camera }) => numbersText([camera.pitch]),
		read: (text, state) => withCamera(state, { pitch: within("pitch", Number(text), state.camera.pitch) }),
	},
	fov: {
		write: ({ camera: { fovDegrees } }) => (fovDegrees === null ? null : numbersText([fovDegrees])),
		read: (text, state) => withCamera(state, { fovDegrees: numberOrNull("fov", text) }),
	},
	lookat: {
		write: ({ camera }) => numbersText(camera.lookAt),
		read: (text, state) => {
			const [x = 0, y = 0, z = 0] = numbersOf(text).map((value) => within("lookAt", value, 0));
			return withCamera(state, { lookAt: [x, y, z] });
		},
	},
	show: {
		write: tabOf,
		read: (text, state) => withTab(state, text) ?? state,
	},
	nrr: {
		write: ({ picture: { nrr } }) => nrr?.toString() ?? null,
		read: (text, state) => withPicture(state, { nrr: numberOrNull("nrr", text) }),
	},
	samples: {
		write: ({ picture }) => numbersText([picture.coarse, picture.fine]),
		read: (text, state) => {
			const [coarse = 1, fine = 1] = numbersOf(text).map((value) => within("samples", value, 1));
			return withPicture(state, { coarse, fine });
		},
	},
};

/** The part of an address behind `#`; empty for the state that the page begins with. */
export function linkOf(state: ViewState, defaults: ViewState): string {
	const parts = Object.entries(FIELDS).flatMap(([name, { write }]) => {
		const text = write(state);
		return text === null || text === write(defaults) ? [] : [`${name}=${encodeURIComponent(text)}`];
	});
	return parts.join("&");
}

/** The state that a link means. Never throws. */
export function stateOf(link: string, defaults: ViewState): ViewState {
	let state = defaults;
	for (const [name, text] of new URLSearchParams(link.replace(/^#/, ""))) {
		if (Object.hasOwn(FIELDS, name)) state = FIELDS[name]?.read(text, state) ?? state;
	}
	return state;
}

function networkText(network: NetworkChoice): string {
	if (network.kind === "embedded") return network.name;
	return network.kind === "url" ? `url:${network.url}` : `file:${network.bytes}:${network.name}`;
}

function networkOf(text: string): NetworkChoice | null {
	if (text.startsWith("url:")) {
		const url = text.slice(4);
		return /^https?:\/\//.test(url) ? { kind: "url", url } : null;
	}
	const file = /^file:(\d{1,12}):(.{1,255})$/.exec(text);
	if (file) return { kind: "stored", bytes: Number(file[1]), name: file[2] ?? "" };
	return /^[^/\\:\n]{1,200}$/.test(text) ? { kind: "embedded", name: text } : null;
}

function personNumber(key: "truncationPsi" | "noiseSeed", limit: LimitName): LinkField {
	return {
		write: ({ person }) => numbersText([person[key]]),
		read: (text, state) => withPerson(state, { [key]: within(limit, Number(text), state.person[key]) }),
	};
}

function withPerson(state: ViewState, change: Partial<ViewState["person"]>): ViewState {
	return { ...state, person: { ...state.person, ...change } };
}

function withCamera(state: ViewState, change: Partial<ViewState["camera"]>): ViewState {
	return { ...state, camera: { ...state.camera, ...change } };
}

function withPicture(state: ViewState, change: Partial<ViewState["picture"]>): ViewState {
	return { ...state, picture: { ...state.picture, ...change } };
}

/** Rounded to a thousandth, joined by underscores, which need no escape. */
function numbersText(values: readonly number[]): string {
	return values.map((value) => String(Math.round(value * 1000) / 1000)).join("_");
}

function numbersOf(text: string): number[] {
	return text.split("_").map(Number).filter(Number.isFinite);
}

function numberOrNull(limit: LimitName, text: string): number | null {
	const value = Number(text);
	return Number.isFinite(value) ? within(limit, value, LIMITS[limit].least) : null;
}

function wholeAscending(layers: readonly number[]): number[] {
	return [...new Set(layers.map((layer) => within("layer", layer, 0)))].sort((a, b) => a - b);
}

function pairsOf(numbers: readonly number[]): (readonly [number, number])[] {
	const pairs = new Map<number, number>();
	for (let at = 0; at + 1 < numbers.length && pairs.size < 64; at += 2) {
		const index = numbers[at] ?? 0;
		if (Number.isInteger(index) && index >= 0 && index < 4096)
			pairs.set(index, within("entry", numbers[at + 1] ?? 0, 0));
	}
	return [...pairs].sort(([a], [b]) => a - b);
}
