/** What the tools beside the picture are set to. Not part of a link: whoever gets one wants the view, not the workbench. */

import type { LayerSource, SurfaceRequest } from "../engine/protocol.ts";
import { PANEL_IDS, type PanelId } from "./panel-ids.ts";

export type Theme = "auto" | "light" | "dark";

export interface ToolsState {
	readonly open: readonly PanelId[];
	readonly theme: Theme;
	readonly help: boolean;
	/** The pixel whose ray is looked at, 0 to 1 from the top left; `pinned` when clicked on. */
	readonly ray: { readonly u: number; readonly v: number; readonly pinned: boolean } | null;
	readonly slice: { readonly axis: "x" | "y" | "z"; readonly at: number };
	readonly surface: Omit<SurfaceRequest, "person">;
	readonly layer: { readonly source: LayerSource; readonly channel: number };
	/** Whether the network is tuned to people of photographs, too. */
	readonly portrait: { readonly tune: boolean };
	/** A walk over the map of seeds, seeds per second. */
	readonly walk: { readonly playing: boolean; readonly speed: number };
	readonly video: VideoSettings;
}

export interface VideoSettings {
	readonly kind: "turn" | "sway";
	readonly seconds: number;
	readonly framesPerSecond: number;
	/** Largest yaw to each side of "sway", degrees. */
	readonly yaw: number;
}

export const TOOLS_DEFAULTS: ToolsState = Object.freeze({
	open: ["network", "person", "photograph", "camera"],
	theme: "auto",
	help: false,
	ray: null,
	slice: { axis: "z", at: 0.5 },
	surface: { resolution: 128, level: 10, region: "person", largestOnly: true },
	layer: { source: "planes-xy", channel: 0 },
	portrait: { tune: false },
	walk: { playing: false, speed: 0.5 },
	video: { kind: "sway", seconds: 4, framesPerSecond: 30, yaw: 40 },
} as const satisfies ToolsState);

const KEY = "triplane-tools";

/** Theme and open panels as they were left. Anything else begins afresh. */
export function rememberedTools(storage: Storage): ToolsState {
	try {
		const { theme, open } = JSON.parse(storage.getItem(KEY) ?? "{}") as { theme?: unknown; open?: unknown };
		return {
			...TOOLS_DEFAULTS,
			theme: theme === "light" || theme === "dark" ? theme : "auto",
			open: Array.isArray(open) ? PANEL_IDS.filter((id) => open.includes(id)) : TOOLS_DEFAULTS.open,
		};
	} catch {
		return TOOLS_DEFAULTS;
	}
}

export function rememberTools(storage: Storage, { theme, open }: ToolsState): void {
	try {
		storage.setItem(KEY, JSON.stringify({ theme, open }));
	} catch {
		// Storage is full or refused: the page works without.
	}
}
