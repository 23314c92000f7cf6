/** Options of `triplane verify`. */

import { type OptionsOf, text } from "../options/fields.ts";
import { DEVICE, NETWORK, RENDERER, SAID, THREADS } from "../options/shared.ts";

export const VERIFY = {
	...NETWORK,
	golden: text("<file>", "safetensors file laid out as test/fixtures/README.md says", { isRequired: true }),
	...DEVICE,
	...THREADS,
	...RENDERER,
	...SAID,
};

export type VerifyCommandOptions = OptionsOf<typeof VERIFY>;
