/** Parts of published networks that are read and left unused, since pictures do not depend on them. */

import type { NetworkDescription } from "../checkpoint/description.ts";

/** A module that is left unused on purpose. */
export interface SetAsidePart {
	readonly name: string;
	readonly reason: string;
}

/** Modules that do nothing for pictures. */
const WITHOUT_BEARING: ReadonlyMap<string, string> = new Map([
	["t_mapping", "its translation is added to the camera's position during training only"],
]);

export function partsSetAside({ parameters }: NetworkDescription): SetAsidePart[] {
	const names = [...parameters.keys()];
	return [...WITHOUT_BEARING].flatMap(([name, reason]) =>
		names.some((parameter) => parameter.startsWith(`${name}.`)) ? [{ name, reason }] : [],
	);
}
