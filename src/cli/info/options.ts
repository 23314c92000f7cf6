/** Options of `triplane info`. */

import type { OptionsOf } from "../options/fields.ts";
import { NETWORK, SAID } from "../options/shared.ts";

const { network, like, cfg } = NETWORK;
const { json } = SAID;

export const INFO = { network, like, cfg, json };

export type InfoOptions = OptionsOf<typeof INFO>;
