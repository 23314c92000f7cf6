/**
 * Scales of the arguments of softplus and of the logistic function, which make their polynomials monic (a
 * multiplication less). They cost nothing: the host multiplies the decoder's weights by them.
 *
 * Valid TypeScript and valid AssemblyScript; both sides import it.
 */

/** Hidden units hold SOFTPLUS_SCALE · softplus(x). */
export const SOFTPLUS_SCALE = 0.16370005905628204;
/** Colour outputs are LOGISTIC_SCALE times the logit. */
export const LOGISTIC_SCALE = 0.06089484912317526;
