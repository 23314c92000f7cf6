/** Options of `triplane info`. */

import type { OptionsOf } from "../options/fields.ts";
import { NETWORK, SAID } from "../options/shared.ts";

const { json } = SAID;

export const INFO = { ...NETWORK, json };

export type InfoOptions = OptionsOf<typeof INFO>;
