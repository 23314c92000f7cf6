// A field: folded planes and the decoder's second layer.
//
// Planes hold the decoder's first layer multiplied in (fold.wgsl): [H + 2, W + 2, D / 4] vectors, with a border that
// stands for everything outside. The decoder's buffer holds, in vectors of four: the row that gives sigma [D / 4], the
// biases of the colours [BLOCKS * BLOCK], and their rows as matrices [BLOCKS, D / 4, BLOCK], four columns each.
//
// Reads: PLANE_COUNT, THIRD_V_AXIS, BLOCK (of the field's sizes); softplus4. Bindings 0 to 4.
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
}

@group(0) @binding(0) var<uniform> field: Field;
@group(0) @binding(1) var<storage, read> decoder: array<vec4f>;
@group(0) @binding(2) var<storage, read> planeA: array<vec4f>;
@group(0) @binding(3) var<storage, read> planeB: array<vec4f>;
@group(0) @binding(4) var<storage, read> planeC: array<vec4f>;

// Where a plane is read for one point: the first vector of the upper left texel, and the weights of the upper left,
// upper right, lower left and lower right texel.
struct Cell {
	start: u32,
	weights: vec4f,
}

// The cells of the three planes.
struct Cells {
	a: Cell,
	b: Cell,
	c: Cell,
}

// u along the width, v along the height, world units. Points outside are moved to the border.
fn cellOf(u: f32, v: f32) -> Cell {
	let size = vec2f(f32(field.width), f32(field.height));
	let at = clamp(vec2f(u, v) * vec2f(field.scaleU, field.scaleV) + (size + 1) * 0.5, vec2f(0), size + 1);
	// The last cell begins one texel before the border, so that its second texel is the border itself.
	let corner = min(floor(at), size);
	let far = at - corner;
	let near = 1 - far;
	let texel = u32(corner.y) * (field.width + 2) + u32(corner.x);
	return Cell(texel * field.hiddenVectors, vec4f(near.x * near.y, far.x * near.y, near.x * far.y, far.x * far.y));
}

fn locate(point: vec3f) -> Cells {
	let a = cellOf(point.x, point.y);
	let b = cellOf(point.x, point.z);
	if (PLANE_COUNT == 2) {
		return Cells(a, b, b);
	}
	return Cells(a, b, cellOf(point.z, point[THIRD_V_AXIS]));
}

// Four hidden units, activated.
fn hiddenAt(cells: Cells, d: u32) -> vec4f {
	let right = field.hiddenVectors;
	let below = (field.width + 2) * right;
	let a = cells.a.start + d;
	let b = cells.b.start + d;
	var sum = planeA[a] * cells.a.weights.x + planeA[a + right] * cells.a.weights.y;
	sum += planeA[a + below] * cells.a.weights.z + planeA[a + below + right] * cells.a.weights.w;
	sum += planeB[b] * cells.b.weights.x + planeB[b + right] * cells.b.weights.y;
	sum += planeB[b + below] * cells.b.weights.z + planeB[b + below + right] * cells.b.weights.w;
	if (PLANE_COUNT == 3) {
		let c = cells.c.start + d;
		sum += planeC[c] * cells.c.weights.x + planeC[c + right] * cells.c.weights.y;
		sum += planeC[c + below] * cells.c.weights.z + planeC[c + below + right] * cells.c.weights.w;
	}
	return softplus4(sum);
}

fn sigmaAt(cells: Cells) -> f32 {
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
