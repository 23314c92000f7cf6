/** Which weight of R1 fits an image size and a batch. */

/** Karras et al.'s rule of thumb for StyleGAN2 ("auto" configuration): γ = 0.0002 · R² / batch. */
export function suggestedGamma(resolution: number, batch: number): number {
	return (0.0002 * resolution * resolution) / batch;
}

/** Published runs lie within a factor of about three of the rule. */
const TOLERATED = 5;

/** A warning where γ is far from the rule, or `null`. */
export function gammaWarning(gamma: number, resolution: number, batch: number): string | null {
	const suggested = suggestedGamma(resolution, batch);
	if (gamma >= suggested / TOLERATED && gamma <= suggested * TOLERATED) return null;
	const effect =
		gamma < suggested
			? "the discriminator may overpower the generator"
			: "the discriminator may be too smooth to teach the generator";
	return `gamma ${gamma} with batch ${batch} at ${resolution}² pixels: the rule of thumb 0.0002 · R² / batch gives ${suggested.toPrecision(2)}; ${effect}`;
}
