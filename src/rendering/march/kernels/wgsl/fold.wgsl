// Multiplies the decoder's first layer into one slice of a plane, channels last (see docs/decisions/wasm-renderer.md).
//
// Sampling and the mean of three planes are linear, so a third of W1 times the texel can be sampled instead, and the
// first layer costs nothing per point. Where the third plane is the second with its axes swapped, it is added there.
//
// One invocation gives four hidden units of one texel, the border of one texel included: zeros outside, and the bias,
// which goes into the first plane alone, where planes have one slice.

struct Fold {
	width: u32,
	height: u32,
	channels: u32,
	hiddenVectors: u32,
	plane: u32,
	// The plane whose transpose is added, or `plane` for none.
	transposed: u32,
	// Whether the plane itself is folded as its transpose.
	swapped: u32,
	withBias: u32,
	slice: u32,
	slices: u32,
}

@group(0) @binding(0) var<uniform> fold: Fold;
// [3, C * slices, H, W]
@group(0) @binding(1) var<storage, read> source: array<f32>;
// [D / 4, C + 1] columns of W1 / 3, four rows at a time; the last is the bias.
@group(0) @binding(2) var<storage, read> layer: array<vec4f>;
// [slices, H + 2, W + 2, D / 4]
@group(0) @binding(3) var<storage, read_write> folded: array<vec4f>;

@compute @workgroup_size(LANES)
fn main(@builtin(global_invocation_id) id: vec3u) {
	let row = fold.width + 2;
	if (id.x >= row * (fold.height + 2)) {
		return;
	}
	let x = id.x % row;
	let y = id.x / row;
	let weights = id.y * (fold.channels + 1);
	var sum = vec4f(0);
	if (fold.withBias == 1) {
		sum = layer[weights + fold.channels];
	}
	if (x >= 1 && y >= 1 && x <= fold.width && y <= fold.height) {
		let size = fold.width * fold.height;
		let stride = fold.slices * size;
		let own = select((y - 1) * fold.width + x - 1, (x - 1) * fold.width + y - 1, fold.swapped == 1);
		let at = fold.plane * fold.channels * stride + fold.slice * size + own;
		let mirrored = fold.transposed * fold.channels * stride + fold.slice * size + (x - 1) * fold.width + y - 1;
		for (var c = 0u; c < fold.channels; c++) {
			var value = source[at + c * stride];
			if (fold.transposed != fold.plane) {
				value += source[mirrored + c * stride];
			}
			sum += layer[weights + c] * value;
		}
	}
	let texel = fold.slice * row * (fold.height + 2) + id.x;
	folded[texel * fold.hiddenVectors + id.y] = sum;
}
