/** What the tools beside the picture are set to. Not part of a link: whoever gets one wants the view, not the workbench. */

import type { LayerSource, SurfaceRequest } from "../engine/protocol.ts";
import { type GroupId, groupOf, PANEL_IDS, type PanelId } from "./panel-ids.ts";

export type Theme = "auto" | "light" | "dark";

/** How a mesh is drawn. */
export const MESH_LOOKS = ["colour", "clay", "wireframe"] as const;

export type MeshLook = (typeof MESH_LOOKS)[number];

/** Sides of saved pictures and videos, pixels. Small pictures are enlarged. */
export const SAVED_SIDES = [512, 1024] as const;

export interface ToolsState {
	/** The group of panels that is seen. */
	readonly group: GroupId;
	readonly open: readonly PanelId[];
	readonly theme: Theme;
	readonly help: boolean;
	/** The pixel whose ray is looked at, 0 to 1 from the top left of a side's picture; `pinned` when clicked on. */
	readonly ray: {
		readonly pane: "first" | "second";
		readonly u: number;
		readonly v: number;
		readonly pinned: boolean;
	} | null;
	readonly slice: { readonly axis: "x" | "y" | "z"; readonly at: number };
	readonly surface: Omit<SurfaceRequest, "person">;
	readonly meshLook: MeshLook;
	readonly layer: { readonly source: LayerSource; readonly channel: number };
	/** Whether the network is tuned to people of photographs, too. */
	readonly portrait: { readonly tune: boolean };
	/** A walk over the map of seeds, seeds per second. */
	readonly walk: { readonly playing: boolean; readonly speed: number };
	readonly video: VideoSettings;
	/** Of pictures and videos, pixels; `null` leaves them as they are. */
	readonly savedSide: number | null;
}

export interface VideoSettings {
	readonly kind: "turn" | "sway";
	readonly seconds: number;
	readonly framesPerSecond: number;
	/** Largest yaw to each side of "sway", degrees. */
	readonly yaw: number;
}

export const TOOLS_DEFAULTS: ToolsState = Object.freeze({
	group: "person",
	open: ["person", "camera", "picture", "ray", "surface", "still", "video"],
	theme: "auto",
	help: false,
	ray: null,
	slice: { axis: "z", at: 0.5 },
	surface: { resolution: 128, level: "auto", region: "person", largestOnly: true },
	meshLook: "colour",
	layer: { source: "planes-xy", channel: 0 },
	portrait: { tune: false },
	walk: { playing: false, speed: 0.5 },
	video: { kind: "sway", seconds: 4, framesPerSecond: 30, yaw: 40 },
	savedSide: 512,
} as const satisfies ToolsState);

/** Whether a panel is seen: open, and in the group that is. */
export function isOpen({ group, open }: ToolsState, id: PanelId): boolean {
	return open.includes(id) && (groupOf(id) ?? group) === group;
}

const KEY = "triplane-tools";

/** Theme and open panels as they were left. Anything else begins afresh. */
export function rememberedTools(storage: Storage): ToolsState {
	try {
		const { theme, open } = JSON.parse(storage.getItem(KEY) ?? "{}") as { theme?: unknown; open?: unknown };
		return {
			...TOOLS_DEFAULTS,
			theme: theme === "light" || theme === "dark" ? theme : "auto",
			open: Array.isArray(open) ? PANEL_IDS.filter((id) => id !== "network" && open.includes(id)) : TOOLS_DEFAULTS.open,
		};
	} catch {
		return TOOLS_DEFAULTS;
	}
}

export function rememberTools(storage: Storage, { theme, open }: ToolsState): void {
	try {
		// a menu is opened when it is wanted
		storage.setItem(KEY, JSON.stringify({ theme, open: open.filter((id) => id !== "network") }));
	} catch {
		// Storage is full or refused: the page works without.
	}
}
