/** The panels of the page by name; also what is remembered of which are open. */

export const PANEL_IDS = [
	"network",
	"person",
	"photograph",
	"mixing",
	"latent",
	"camera",
	"picture",
	"ray",
	"slices",
	"surface",
	"layers",
	"video",
] as const;

export type PanelId = (typeof PANEL_IDS)[number];
