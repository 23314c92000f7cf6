/** What the open tools want to know of the present view, asked of the worker whenever the picture has settled. */

import type {
	Directions,
	LayerPicture,
	LayerRequest,
	RayProfile,
	RayRequest,
	SlicePicture,
	SliceRequest,
} from "../engine/protocol.ts";
import type { Pane } from "../pane/pane.ts";
import type { Readings } from "../pane/readings.ts";
import type { ViewState } from "../state/view-state.ts";
import { LatestCall } from "../tools/latest-call.ts";
import type { ToolsState } from "../tools/tools-state.ts";

const SLICE_SIDE = 128;

export class Questions {
	readonly ray: LatestCall<RayRequest, RayProfile>;
	readonly slice: LatestCall<SliceRequest, SlicePicture>;
	readonly layer: LatestCall<LayerRequest, LayerPicture>;
	readonly directions: LatestCall<{ readonly network: string }, Directions>;

	constructor(pane: Pane, onChange: () => void) {
		this.ray = new LatestCall((input) => pane.call("ray", input), onChange);
		this.slice = new LatestCall((input) => pane.call("slice", input), onChange);
		this.layer = new LatestCall((input) => pane.call("layer", input), onChange);
		this.directions = new LatestCall(() => pane.call("directions", { file: null }), onChange);
	}

	/** Asks for what open tools show. On the move nothing is asked: the picture goes first. */
	update(state: ViewState, tools: ToolsState, { facts, settled }: Readings): void {
		if (!facts || !settled) return;
		const { person, camera, picture } = state;
		const view = { person, camera, picture };
		const isOpen = (id: ToolsState["open"][number]): boolean => tools.open.includes(id);
		const { ray, slice, layer } = tools;
		this.ray.want(isOpen("ray") && ray ? { view, u: ray.u, v: ray.v } : null);
		this.slice.want(isOpen("slices") ? { person, ...slice, resolution: SLICE_SIDE } : null);
		this.layer.want(isOpen("layers") ? { view, ...layer } : null);
		this.directions.want(isOpen("latent") ? { network: `${facts.name} ${facts.bytes}` } : null);
	}
}
