/** Which tensors of a network are buffers: state that no gradient reaches. Everything else is a parameter. */

const BUFFER = /(^|\.)(noise_const|w_avg|resample_filter)$/;

/** @param name  official dotted name, e.g. "backbone.mapping.w_avg" */
export function isBuffer(name: string): boolean {
	return BUFFER.test(name);
}
