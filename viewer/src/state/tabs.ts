/** The tabs above the stage: kinds of pictures, and what else is made of a person. */

import { RENDER_TYPES, type RenderType, STAGES, type Stage, type ViewState } from "./view-state.ts";

export type Tab = RenderType | Exclude<Stage, "picture">;

/** In the order of the page. */
export const TABS: readonly Tab[] = [...RENDER_TYPES, ...STAGES.filter((stage) => stage !== "picture")];

export function tabOf({ stage, picture }: ViewState): Tab {
	return stage === "picture" ? picture.type : stage;
}

/** The state with a tab open; `null` where there is no such tab. */
export function withTab(state: ViewState, name: string): ViewState | null {
	const type = RENDER_TYPES.find((one) => one === name);
	if (type) return { ...state, stage: "picture", picture: { ...state.picture, type } };
	const stage = STAGES.find((one) => one === name);
	return stage ? { ...state, stage } : null;
}
