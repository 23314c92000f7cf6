/** A whole person: the parts and what each is made of. */

import { Field } from "../field/field.ts";
import type { PartSteps } from "../field/prune.ts";
import type { Identity } from "../identity/identity.ts";
import { beardSteps } from "./beard.ts";
import { clothSteps, trunkSteps } from "./body.ts";
import { earSteps } from "./ears.ts";
import { type EyeShape, eyeballSteps, eyelidSteps, eyeShape } from "./eyes.ts";
import { faceSteps } from "./face.ts";
import { glassesSteps } from "./glasses.ts";
import { hairSteps } from "./hair.ts";
import { headwearSteps, underHat } from "./headwear.ts";
import { type FaceLayout, faceLayout } from "./layout.ts";
import { mouthSteps } from "./mouth.ts";
import { noseSteps } from "./nose.ts";

/** What a pixel shows; the numbers are those of segmentation maps. */
export const PART = { backdrop: 0, skin: 1, eye: 2, hair: 3, beard: 4, cloth: 5, glasses: 6, headwear: 7 } as const;
export type Part = (typeof PART)[keyof typeof PART];

export interface HeadShape {
	readonly layout: FaceLayout;
	readonly eye: EyeShape;
	readonly parts: readonly PartSteps[];
	readonly field: Field;
}

/** @param gazePitchRadians  how far down the eyes look: the lids follow */
export function headShape(identity: Identity, gazePitchRadians: number): HeadShape {
	const layout = faceLayout(identity);
	const eye = eyeShape(identity, layout, gazePitchRadians);
	// A scarf covers hair and ears, which would stand out from it.
	const isScarfed = identity.headwear.kind === "headscarf";
	const skin = [
		...faceSteps(identity, layout),
		...noseSteps(identity, layout),
		...eyelidSteps(identity, eye),
		...mouthSteps(identity, layout),
		...(isScarfed ? [] : earSteps(identity, layout)),
		...joined(trunkSteps(identity, layout)),
	];
	const hair = isScarfed ? [] : [...hairSteps(identity, layout), ...underHat(identity, layout)];
	const parts: readonly PartSteps[] = [
		{ part: PART.skin, steps: skin },
		{ part: PART.eye, steps: eyeballSteps(eye) },
		{ part: PART.hair, steps: hair },
		{ part: PART.beard, steps: beardSteps(identity, layout) },
		{ part: PART.cloth, steps: clothSteps(identity, layout) },
		{ part: PART.glasses, steps: identity.glasses ? glassesSteps(identity.glasses, layout) : [] },
		{ part: PART.headwear, steps: headwearSteps(identity, layout) },
	].filter(({ steps }) => steps.length > 0);
	return { layout, eye, parts, field: new Field(parts) };
}

/** Steps that begin a part, joined to what is there already. */
function joined(steps: readonly PartSteps["steps"][number][]): PartSteps["steps"] {
	return [{ joining: "add", blend: 0.03, mirrored: true, what: steps }];
}
