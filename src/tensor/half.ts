/**
 * Half floats: float16 (IEEE 754 binary16) and bfloat16 (the upper half of a float32).
 *
 * Tensors of these dtypes hold raw bits; here they are widened to float32, which is exact, and narrowed from it,
 * rounding to nearest with ties to even, so that PyTorch's and NumPy's casts give the same bits.
 */

const SIGN = 0x8000;
const FLOAT16_INFINITY = 0x7c00;
const FLOAT16_NAN = 0x7e00;
const FLOAT32_INFINITY = 0x7f800000;
/** Bits of 65520: from here on float32 rounds to float16's infinity. */
const FLOAT16_OVERFLOW = 0x477ff000;
/** Bits of 2⁻¹⁴, the smallest normal float16. */
const FLOAT16_NORMAL = 0x38800000;
/** Bits of 2⁻²⁵, half of the smallest float16; it ties to zero. */
const FLOAT16_UNDERFLOW = 0x33000000;
/** The difference of the exponent biases, 127 - 15, in float32's exponent field. */
const BIAS_DIFFERENCE = 0x38000000;

/** The value of a float16 from its bits. */
export function float16Value(bits: number): number {
	const sign = bits & SIGN ? -1 : 1;
	const exponent = (bits >>> 10) & 0x1f;
	const fraction = bits & 0x3ff;
	if (exponent === 0) return sign * fraction * 2 ** -24;
	if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
	return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** float16 bits, any length → the same values as float32. Exact. */
export function float16ToFloat32(bits: Uint16Array): Float32Array {
	const values = new Float32Array(bits.length);
	for (let i = 0; i < values.length; i++) values[i] = float16Value(bits[i] ?? 0);
	return values;
}

/** float32 values, any length → float16 bits, rounded to nearest even; beyond ±65504 they become infinite. */
export function float32ToFloat16(values: Float32Array): Uint16Array {
	return narrow(values, narrowToFloat16);
}

/** bfloat16 bits, any length → the same values as float32. Exact. */
export function bfloat16ToFloat32(bits: Uint16Array): Float32Array {
	const words = new Uint32Array(bits.length);
	for (let i = 0; i < words.length; i++) words[i] = (bits[i] ?? 0) << 16;
	return new Float32Array(words.buffer);
}

/** float32 values, any length → bfloat16 bits, rounded to nearest even. */
export function float32ToBfloat16(values: Float32Array): Uint16Array {
	return narrow(values, narrowToBfloat16);
}

function narrow(values: Float32Array, narrowWord: (word: number) => number): Uint16Array {
	const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
	const bits = new Uint16Array(words.length);
	for (let i = 0; i < bits.length; i++) bits[i] = narrowWord(words[i] ?? 0);
	return bits;
}

/** Bits of a float32 → bits of the nearest bfloat16. */
function narrowToBfloat16(word: number): number {
	if ((word & 0x7fffffff) > FLOAT32_INFINITY) return (word >>> 16) | 0x40; // stays a NaN although its low bits go
	return (word + 0x7fff + ((word >>> 16) & 1)) >>> 16;
}

/** Bits of a float32 → bits of the nearest float16. */
function narrowToFloat16(word: number): number {
	const sign = (word >>> 16) & SIGN;
	const magnitude = word & 0x7fffffff;
	if (magnitude > FLOAT32_INFINITY) return sign | FLOAT16_NAN;
	if (magnitude >= FLOAT16_OVERFLOW) return sign | FLOAT16_INFINITY;
	if (magnitude >= FLOAT16_NORMAL) {
		const rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1);
		return sign | ((rounded - BIAS_DIFFERENCE) >>> 13);
	}
	if (magnitude <= FLOAT16_UNDERFLOW) return sign;
	// Subnormal: the significand, with its hidden bit, in units of 2⁻²⁴. A carry gives the smallest normal number.
	const significand = (magnitude & 0x7fffff) | 0x800000;
	const shift = 126 - (magnitude >>> 23);
	const rest = significand & ((1 << shift) - 1);
	const tie = 1 << (shift - 1);
	const whole = significand >>> shift;
	const up = rest > tie || (rest === tie && (whole & 1) === 1);
	return sign | (up ? whole + 1 : whole);
}
