// After all rays: depths are clamped to the smallest and largest sample depth of the whole call, as published.
//
// Two steps: `range` finds the two in one workgroup, `clampDepths` applies them and lays depth and opacity apart.

struct Finish {
	count: u32,
	// Invocations along x.
	rowLength: u32,
}

@group(0) @binding(0) var<uniform> finish: Finish;
// Depth, opacity, nearest and farthest sample of each ray (march.wgsl).
@group(0) @binding(1) var<storage, read> results: array<vec4f>;
// Smallest, largest.
@group(0) @binding(2) var<storage, read_write> limits: array<f32, 2>;
@group(0) @binding(3) var<storage, read_write> depths: array<f32>;
@group(0) @binding(4) var<storage, read_write> opacities: array<f32>;

var<workgroup> lowest: array<f32, LANES>;
var<workgroup> highest: array<f32, LANES>;

@compute @workgroup_size(LANES)
fn range(@builtin(local_invocation_index) lane: u32) {
	// A lane without a ray takes the first, which changes nothing.
	var low = results[0].z;
	var high = results[0].w;
	for (var ray = lane; ray < finish.count; ray += LANES) {
		low = min(low, results[ray].z);
		high = max(high, results[ray].w);
	}
	lowest[lane] = low;
	highest[lane] = high;
	workgroupBarrier();
	if (lane == 0) {
		for (var other = 1u; other < LANES; other++) {
			low = min(low, lowest[other]);
			high = max(high, highest[other]);
		}
		limits[0] = low;
		limits[1] = high;
	}
}

@compute @workgroup_size(LANES)
fn clampDepths(@builtin(global_invocation_id) id: vec3u) {
	let ray = id.y * finish.rowLength + id.x;
	if (ray >= finish.count) {
		return;
	}
	depths[ray] = clamp(results[ray].x, limits[0], limits[1]);
	opacities[ray] = results[ray].y;
}
