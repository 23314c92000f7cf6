// One ray per workgroup: coarse samples, importance sampling, merging, marching, colours. Nothing of a sample leaves
// the workgroup's memory; lanes share out the samples and wait for one another between the steps.
//
// Depths are relative to the ray's near limit ("tau"), and the point there is given: three times finer steps in float32.
//
// Reads: field.wgsl, activations.wgsl, samples.wgsl; DECODED; constants of the contract. Bindings 5 to 9.

struct Call {
	count: u32,
	// S and K
	coarse: u32,
	fine: u32,
	// From ray to ray in the noise: 0 where all rays have the same.
	jitterStride: u32,
	uStart: u32,
	uStride: u32,
	disparity: u32,
	whiteBack: u32,
	// Number of the first ray in the outputs.
	first: u32,
	// Of the features: from one to the next, and from ray to ray.
	featureStride: u32,
	rayStride: u32,
	// Workgroups along x.
	rowLength: u32,
}

struct Ray {
	// At the near limit, world units.
	start: vec3f,
	near: f32,
	direction: vec3f,
	// far - near
	range: f32,
}

@group(0) @binding(5) var<uniform> call: Call;
@group(0) @binding(6) var<storage, read> rays: array<Ray>;
@group(0) @binding(7) var<storage, read> noise: array<f32>;
@group(0) @binding(8) var<storage, read_write> features: array<f32>;
// Depth, opacity, nearest and farthest sample of each ray.
@group(0) @binding(9) var<storage, read_write> results: array<vec4f>;

// Samples that weigh no more than this much of a ray together get no colour: their share is the error.
const UNSEEN = 1e-5;
// Stands for infinity, which WGSL may assume away; clamped to the largest depth.
const BEYOND = 3e38;

var<workgroup> opacity: f32;
var<workgroup> partial: array<vec4f, LANES>;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
	let index = group.y * call.rowLength + group.x;
	if (index >= call.count) {
		return;
	}
	let ray = rays[index];
	let samples = call.coarse + call.fine;
	for (var i = lane; i < call.coarse; i += LANES) {
		tau[i] = coarseTau(ray, i, noise[index * call.jitterStride + i]);
		let point = ray.start + tau[i] * ray.direction;
		sigma[i] = sigmaAt(point, locate(point));
	}
	workgroupBarrier();
	if (call.fine > 0) {
		placeFine(lane, call.coarse, call.fine, call.uStart + index * call.uStride);
		for (var i = call.coarse + lane; i < samples; i += LANES) {
			let point = ray.start + tau[i] * ray.direction;
			sigma[i] = sigmaAt(point, locate(point));
		}
		workgroupBarrier();
	}
	mergeRuns(lane, call.coarse, call.fine);
	workgroupBarrier();
	for (var i = lane; i + 1 < samples; i += LANES) {
		weights[i] = alphaOf(densityOf((sortedSigma[i] + sortedSigma[i + 1]) / 2) * (sortedTau[i + 1] - sortedTau[i]));
	}
	workgroupBarrier();
	if (lane == 0) {
		results[call.first + index] = marchWeights(ray.near, samples);
	}
	workgroupBarrier();
	for (var block = 0u; block < field.blocks; block++) {
		sumColours(ray, lane, block, samples, call.first + index);
	}
}

// Coarse samples are evenly spaced in depth or in 1 / depth; with 1 / depth, tau = near (far - near) s / (far - s (far - near)).
fn coarseTau(ray: Ray, i: u32, jitter: f32) -> f32 {
	let share = (f32(i) + jitter) / f32(max(call.coarse, 2) - 1);
	if (call.disparity == 0 || ray.range == 0) {
		return ray.range * share;
	}
	return ray.near * ray.range * share / (ray.near + ray.range - share * ray.range);
}

// Turns alphas into weights, and gives what else is known of the ray.
fn marchWeights(near: f32, samples: u32) -> vec4f {
	var light = 1.0;
	var weightSum = 0.0;
	var tauSum = 0.0;
	for (var i = 0u; i + 1 < samples; i++) {
		let alpha = weights[i];
		let weight = alpha * light;
		light *= 1 - alpha + TRANSMITTANCE_EPSILON;
		weights[i] = weight;
		weightSum += weight;
		tauSum += weight * (sortedTau[i] + sortedTau[i + 1]);
	}
	opacity = weightSum;
	let depth = select(BEYOND, near + 0.5 * tauSum / weightSum, weightSum > 0);
	return vec4f(depth, weightSum, near + sortedTau[0], near + sortedTau[samples - 1]);
}

// An interval has the mean colour of its ends: a sample counts half in both of its intervals.
fn weightOfSample(i: u32, samples: u32) -> f32 {
	var sum = 0.0;
	if (i > 0) {
		sum += weights[i - 1];
	}
	if (i + 1 < samples) {
		sum += weights[i];
	}
	return 0.5 * sum;
}

// Composites and stores the features of one block.
fn sumColours(ray: Ray, lane: u32, block: u32, samples: u32, place: u32) {
	var sums: array<vec4f, BLOCK>;
	for (var i = lane; i < samples; i += LANES) {
		let weight = weightOfSample(i, samples);
		if (weight * f32(samples) <= UNSEEN) {
			continue;
		}
		let logits = logitsAt(locate(ray.start + sortedTau[i] * ray.direction), block);
		for (var f = 0u; f < BLOCK; f++) {
			sums[f] += weight * colour4(logits[f]);
		}
	}
	for (var f = 0u; f < BLOCK; f++) {
		partial[lane] = sums[f];
		workgroupBarrier();
		for (var half = LANES / 2; half > 0; half /= 2) {
			if (lane < half) {
				partial[lane] += partial[lane + half];
			}
			workgroupBarrier();
		}
		let feature = (block * BLOCK + f) * 4 + lane;
		if (lane < 4 && feature < field.features) {
			let background = select(0.0, 1 - opacity, call.whiteBack == 1);
			let lit = partial[0][lane] + background;
			features[feature * call.featureStride + place * call.rayStride] = select(lit * 2 - 1, lit, DECODED == 1);
		}
		workgroupBarrier();
	}
}
