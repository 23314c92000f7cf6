/** The panels of the page by name, in groups; also what is remembered of which are open. */

/** In the order of use: who, from where and how finely, what it is made of, and what can be taken away. */
export const GROUPS = {
	person: ["person", "photograph", "mixing", "latent"],
	view: ["camera", "picture"],
	inspect: ["ray", "surface", "slices", "layers"],
	export: ["still", "video"],
} as const;

export type GroupId = keyof typeof GROUPS;

export const GROUP_IDS = Object.keys(GROUPS) as GroupId[];

/** The network's panel opens from the head of the page. */
export const PANEL_IDS = ["network", ...GROUP_IDS.flatMap((group) => GROUPS[group])] as const;

export type PanelId = "network" | (typeof GROUPS)[GroupId][number];

/** The group that a panel is in; `null` for the network's. */
export function groupOf(panel: PanelId): GroupId | null {
	return GROUP_IDS.find((group) => (GROUPS[group] as readonly string[]).includes(panel)) ?? null;
}
