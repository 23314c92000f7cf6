// Functions of the decoder and of the marcher.
//
// Reads: DENSITY_SHIFT, RGB_SCALE, RGB_MARGIN (contract), PLAIN_COLOURS. Defines: softplus4, colour4, densityOf, alphaOf.

// ln(1 + e^x), for hidden units: absolute error below 1e-6, by WGSL's bounds on exp and log near 1.
fn softplus4(x: vec4f) -> vec4f {
	return max(x, vec4f(0)) + log(1 + exp(-abs(x)));
}

// Logistic function, widened to (-0.001, 1.001). The clamp keeps e^-x finite; beyond it the result is 0 or 1 anyway.
// Plain colours stay as they are.
fn colour4(x: vec4f) -> vec4f {
	if (PLAIN_COLOURS == 1) {
		return x;
	}
	return RGB_SCALE / (1 + exp(-clamp(x, vec4f(-80), vec4f(80)))) - RGB_MARGIN;
}

// softplus(sigma - 1) with full relative accuracy, which decides where almost nothing is seen (see composite.ts).
// ln(1 + u) = 2 atanh(s) with s = u / (2 + u) <= 1/3: the series to s^13 leaves 1e-8 of the value; WGSL's exp more.
fn densityOf(sigma: f32) -> f32 {
	let x = sigma - DENSITY_SHIFT;
	let u = exp(-abs(x));
	let s = u / (2 + u);
	let q = s * s;
	let series = 1 + q * (1.0 / 3 + q * (1.0 / 5 + q * (1.0 / 7 + q * (1.0 / 9 + q * (1.0 / 11 + q / 13)))));
	return max(x, 0) + 2 * s * series;
}

// 1 - e^-x where e^-x is rounded to float32: in steps of 2^-24 for x < ln 2, as the published code has it.
//
// The step is taken with round(), not by subtracting from 1, since compilers may cancel "1 - (1 - e)". Below ln 2 the
// series of 1 - e^-x to x^10 leaves 1e-9.
fn alphaOf(x: f32) -> f32 {
	if (x >= 0.6931) {
		return 1 - exp(-min(x, 80));
	}
	var series = 1 - x / 10;
	for (var k = 9.0; k > 1; k -= 1) {
		series = 1 - x / k * series;
	}
	return round(x * series * 16777216) / 16777216;
}
