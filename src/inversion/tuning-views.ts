/** What tuning looks at: the picture, held views, and views that no step looks at. */

import { splitLabel } from "../camera/label.ts";
import type { Generator } from "../generator/generator.ts";
import type { Rays } from "../rendering/march/contract.ts";
import { pixelRays } from "../rendering/rays.ts";
import { type HeldView, personViews, type UntunedPerson } from "./held-views.ts";
import type { Pictured } from "./picture.ts";

/** Held views of steps, and those that say when to stop: true yaw and pitch, degrees. */
const HELD = [-70, -45, -22, 0, 22, 45, 70].flatMap((yaw) => [[yaw, -12] as const, [yaw, 12] as const]);
const JUDGED = [-60, -30, 0, 30, 60].map((yaw) => [yaw, 0] as const);

/** A view, and the rays through all of its pixels. */
export interface LookedAt extends HeldView {
	readonly through: Rays;
}

export interface TuningViews {
	readonly picture: LookedAt;
	readonly held: readonly LookedAt[];
	readonly judged: readonly LookedAt[];
}

/** @param held  whether there are held and judged views */
export async function tuningViews(
	generator: Generator,
	picture: Pictured,
	person: UntunedPerson,
	held: boolean,
): Promise<TuningViews> {
	const views = await personViews(generator, person, picture);
	const withRays = (view: HeldView): LookedAt => ({
		...view,
		through: pixelRays(splitLabel(view.camera), { width: view.side, height: view.side }),
	});
	return {
		picture: withRays(views.picture),
		held: held ? (await views.at(HELD)).map(withRays) : [],
		judged: held ? (await views.at(JUDGED)).map(withRays) : [],
	};
}
