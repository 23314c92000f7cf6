// sigma, and colours where they are asked for, at points: one invocation each.
//
// Reads: field.wgsl, activations.wgsl. Bindings 5 to 8.

struct Call {
	count: u32,
	colours: u32,
	// Invocations along x.
	rowLength: u32,
}

@group(0) @binding(5) var<uniform> call: Call;
// [P, 3] world units
@group(0) @binding(6) var<storage, read> points: array<f32>;
// [P]
@group(0) @binding(7) var<storage, read_write> sigmas: array<f32>;
// [P, F]
@group(0) @binding(8) var<storage, read_write> colours: array<f32>;

@compute @workgroup_size(LANES)
fn main(@builtin(global_invocation_id) id: vec3u) {
	let index = id.y * call.rowLength + id.x;
	if (index >= call.count) {
		return;
	}
	let point = vec3f(points[3 * index], points[3 * index + 1], points[3 * index + 2]);
	let cells = locate(point);
	sigmas[index] = sigmaAt(point, cells);
	if (call.colours == 0) {
		return;
	}
	for (var block = 0u; block < field.blocks; block++) {
		let logits = logitsAt(cells, block);
		for (var f = 0u; f < BLOCK; f++) {
			let values = colour4(logits[f]);
			for (var part = 0u; part < 4; part++) {
				let feature = (block * BLOCK + f) * 4 + part;
				if (feature < field.features) {
					colours[index * field.features + feature] = values[part];
				}
			}
		}
	}
}
