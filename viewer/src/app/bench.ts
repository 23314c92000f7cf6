/** What the jobs and the shelf of networks use of the workbench, which holds them. */

import type { Pane } from "../pane/pane.ts";
import type { Readings } from "../pane/readings.ts";
import type { Change, ChangeKind } from "../state/store.ts";
import type { ViewState } from "../state/view-state.ts";
import type { ToolsState } from "../tools/tools-state.ts";
import type { Screen } from "./screen.ts";

export interface Bench {
	readonly state: ViewState;
	readonly tools: ToolsState;
	readonly readings: Readings;
	readonly first: Pane;
	readonly screen: Screen;
	change(change: Change<ViewState>, kind?: ChangeKind): void;
	/** Ends a gesture. */
	settle(): void;
	/** A word to the user that goes away by itself. */
	say(text: string, isError?: boolean, detail?: string | null): void;
	/** Of a file to be saved. @param what  it is */
	fileName(what: string): string;
	/** Something that is shown has changed, though not the state. */
	redraw(): void;
}
