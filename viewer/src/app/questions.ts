/** What the stage and the open tools want to know of the present view, asked of the worker whenever the picture has settled. */

import type {
	Directions,
	LayerPicture,
	LayerRequest,
	NetworkFacts,
	RayProfile,
	RayRequest,
	SlicePicture,
	SliceRequest,
} from "../engine/protocol.ts";
import type { Pane } from "../pane/pane.ts";
import type { Readings } from "../pane/readings.ts";
import type { ViewState } from "../state/view-state.ts";
import { LatestCall } from "../tools/latest-call.ts";
import { isOpen, type ToolsState } from "../tools/tools-state.ts";
import type { PaneName } from "./screen.ts";

const SLICE_SIDE = 256;

export class Questions {
	readonly #name: PaneName;
	#facts: NetworkFacts | null = null;
	readonly ray: LatestCall<RayRequest, RayProfile>;
	readonly slice: LatestCall<SliceRequest, SlicePicture>;
	readonly layer: LatestCall<LayerRequest, LayerPicture>;
	readonly directions: LatestCall<{ readonly network: string }, Directions>;

	constructor({ name, pane }: { readonly name: PaneName; readonly pane: Pane }, onChange: () => void) {
		this.#name = name;
		this.ray = new LatestCall((input) => pane.call("ray", input), onChange);
		this.slice = new LatestCall((input) => pane.call("slice", input), onChange);
		this.layer = new LatestCall((input) => pane.call("layer", input), onChange);
		this.directions = new LatestCall(() => pane.call("directions", { file: null }), onChange);
	}

	/** Asks for what is shown. On the move nothing is asked: the picture goes first. */
	update(state: ViewState, tools: ToolsState, { facts, settled }: Readings): void {
		if (!facts || !settled) return;
		if (facts !== this.#facts) {
			// another network, or the same one opened once more: what it was asked before says nothing
			this.#facts = facts;
			for (const call of [this.ray, this.slice, this.layer, this.directions]) call.forget();
		}
		const { person, camera, picture, stage } = state;
		const view = { person, camera, picture };
		const { ray, slice, layer } = tools;
		const isRay = isOpen(tools, "ray") && ray?.pane === this.#name;
		const isFirst = this.#name === "first";
		this.ray.want(isRay ? { view, u: ray.u, v: ray.v } : null);
		this.slice.want(stage === "slices" ? { person, ...slice, resolution: SLICE_SIDE } : null);
		this.layer.want(stage === "layers" ? { view, ...layer } : null);
		this.directions.want(isFirst && isOpen(tools, "latent") ? { network: `${facts.name} ${facts.bytes}` } : null);
	}
}
