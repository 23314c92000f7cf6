/** Options of a network's sizes, as changes of a configuration. */

import type { PresetChanges } from "../../generator/presets.ts";
import type { OptionsOf } from "./fields.ts";
import type { SIZES } from "./shared.ts";

export function sizeChanges({ cbase, cmax, triplaneDepth, decoderHidden }: OptionsOf<typeof SIZES>): PresetChanges {
	return { channelBase: cbase, channelMax: cmax, triplaneDepth, decoderHiddenDim: decoderHidden };
}
