// A field: folded planes and the decoder's second layer.
//
// Planes hold the decoder's first layer multiplied in (fold.wgsl): [SLICES, H + 2, W + 2, D / 4] vectors, with a border that
// stands for everything outside. The decoder's buffer holds, in vectors of four: the row that gives sigma [D / 4], the
// biases of the colours [BLOCKS * BLOCK], their rows as matrices [BLOCKS, D / 4, BLOCK], four columns each, and the bias of the
// first layer [D / 4], which is in the first plane where planes have one slice, and in none where they have more.
//
// Reads: PLANE_COUNT, THIRD_V_AXIS, SLICES, MASKED, BLOCK (of the field's sizes); EMPTY_SIGMA (contract); softplus4. Bindings 0
// to 4.
// Defines: locate, sigmaAt, logitsAt.

struct Field {
	width: u32,
	height: u32,
	// D / 4
	hiddenVectors: u32,
	features: u32,
	// ceil(F / 4 / BLOCK)
	blocks: u32,
	sigmaBias: f32,
	// Texels per world unit, along width and height.
	scaleU: f32,
	scaleV: f32,
	// Slices per world unit.
	scaleW: f32,
	// Where |x| or |z| is larger, there is nothing; world units.
	mask: f32,
}

@group(0) @binding(0) var<uniform> field: Field;
@group(0) @binding(1) var<storage, read> decoder: array<vec4f>;
@group(0) @binding(2) var<storage, read> planeA: array<vec4f>;
@group(0) @binding(3) var<storage, read> planeB: array<vec4f>;
@group(0) @binding(4) var<storage, read> planeC: array<vec4f>;

// Where a plane is read for one point: the first vector of the upper left texel, and the weights of the upper left,
// upper right, lower left and lower right texel. Of planes with slices, in the lower and the upper of the two that the point
// lies between.
struct Cell {
	start: u32,
	weights: vec4f,
	upper: u32,
	upperWeights: vec4f,
}

// The cells of the three planes.
struct Cells {
	a: Cell,
	b: Cell,
	c: Cell,
}

// u along the width, v along the height, w across the slices, world units. Points outside are moved to the border; beyond
// the outermost slices there is nothing.
fn cellOf(u: f32, v: f32, w: f32) -> Cell {
	let size = vec2f(f32(field.width), f32(field.height));
	let at = clamp(vec2f(u, v) * vec2f(field.scaleU, field.scaleV) + (size + 1) * 0.5, vec2f(0), size + 1);
	// The last cell begins one texel before the border, so that its second texel is the border itself.
	let corner = min(floor(at), size);
	let far = at - corner;
	let near = 1 - far;
	let start = (u32(corner.y) * (field.width + 2) + u32(corner.x)) * field.hiddenVectors;
	let weights = vec4f(near.x * near.y, far.x * near.y, near.x * far.y, far.x * far.y);
	if (SLICES == 1) {
		return Cell(start, weights, start, vec4f(0));
	}
	let slices = f32(SLICES);
	let place = clamp(w * field.scaleW + (slices - 1) * 0.5, -1.0, slices);
	let below = floor(place);
	let lower = select(0.0, 1 - place + below, below >= 0 && below < slices);
	let upper = select(0.0, place - below, below < slices - 1);
	let sliceSize = (field.height + 2) * (field.width + 2) * field.hiddenVectors;
	let first = start + u32(clamp(below, 0.0, slices - 1)) * sliceSize;
	let second = start + u32(clamp(below + 1, 0.0, slices - 1)) * sliceSize;
	return Cell(first, weights * lower, second, weights * upper);
}

fn locate(point: vec3f) -> Cells {
	let a = cellOf(point.x, point.y, point.z);
	let b = cellOf(point.x, point.z, point.y);
	if (PLANE_COUNT == 2) {
		return Cells(a, b, b);
	}
	return Cells(a, b, cellOf(point.z, point[THIRD_V_AXIS], point[1 - THIRD_V_AXIS]));
}

// Vectors of the four texels of a cell that begins at `start`.
fn texelsOf(start: u32) -> vec4u {
	let below = start + (field.width + 2) * field.hiddenVectors;
	return vec4u(start, start + field.hiddenVectors, below, below + field.hiddenVectors);
}

// Four hidden units, activated.
fn hiddenAt(cells: Cells, d: u32) -> vec4f {
	let a = texelsOf(cells.a.start + d);
	let b = texelsOf(cells.b.start + d);
	var sum = mat4x4f(planeA[a.x], planeA[a.y], planeA[a.z], planeA[a.w]) * cells.a.weights;
	sum += mat4x4f(planeB[b.x], planeB[b.y], planeB[b.z], planeB[b.w]) * cells.b.weights;
	if (PLANE_COUNT == 3) {
		let c = texelsOf(cells.c.start + d);
		sum += mat4x4f(planeC[c.x], planeC[c.y], planeC[c.z], planeC[c.w]) * cells.c.weights;
	}
	if (SLICES > 1) {
		sum += upperSlicesAt(cells, d);
	}
	return softplus4(sum);
}

// What the upper slices add, and the bias.
fn upperSlicesAt(cells: Cells, d: u32) -> vec4f {
	let a = texelsOf(cells.a.upper + d);
	let b = texelsOf(cells.b.upper + d);
	var sum = decoder[field.hiddenVectors + field.blocks * BLOCK * (1 + field.hiddenVectors * 4) + d];
	sum += mat4x4f(planeA[a.x], planeA[a.y], planeA[a.z], planeA[a.w]) * cells.a.upperWeights;
	sum += mat4x4f(planeB[b.x], planeB[b.y], planeB[b.z], planeB[b.w]) * cells.b.upperWeights;
	if (PLANE_COUNT == 3) {
		let c = texelsOf(cells.c.upper + d);
		sum += mat4x4f(planeC[c.x], planeC[c.y], planeC[c.z], planeC[c.w]) * cells.c.upperWeights;
	}
	return sum;
}

fn sigmaAt(point: vec3f, cells: Cells) -> f32 {
	if (MASKED == 1 && max(abs(point.x), abs(point.z)) > field.mask) {
		return EMPTY_SIGMA;
	}
	var sum = 0.0;
	for (var d = 0u; d < field.hiddenVectors; d++) {
		sum += dot(decoder[d], hiddenAt(cells, d));
	}
	return sum + field.sigmaBias;
}

// What the logistic function takes: features BLOCK * 4 * block and on.
fn logitsAt(cells: Cells, block: u32) -> array<vec4f, BLOCK> {
	var logits: array<vec4f, BLOCK>;
	let bias = field.hiddenVectors + block * BLOCK;
	for (var f = 0u; f < BLOCK; f++) {
		logits[f] = decoder[bias + f];
	}
	let matrices = field.hiddenVectors + field.blocks * BLOCK + block * field.hiddenVectors * BLOCK * 4;
	for (var d = 0u; d < field.hiddenVectors; d++) {
		let hidden = hiddenAt(cells, d);
		for (var f = 0u; f < BLOCK; f++) {
			let m = matrices + (d * BLOCK + f) * 4;
			logits[f] += decoder[m] * hidden.x + decoder[m + 1] * hidden.y + decoder[m + 2] * hidden.z + decoder[m + 3] * hidden.w;
		}
	}
	return logits;
}
