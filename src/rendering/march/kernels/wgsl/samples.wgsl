// The samples of a ray in the workgroup's memory, and where the fine ones go (importance.ts tells the method).
//
// Reads: CAPACITY, LANES; alphaOf, densityOf; noise of march.wgsl; constants of the contract.
// Defines: the arrays, placeFine, mergeRuns.

// By slot: first the coarse samples, then the fine ones, each ascending.
var<workgroup> tau: array<f32, CAPACITY>;
var<workgroup> sigma: array<f32, CAPACITY>;
// By depth; before merging, scratch of placeFine.
var<workgroup> sortedTau: array<f32, CAPACITY>;
var<workgroup> sortedSigma: array<f32, CAPACITY>;
// Of intervals: alphas, then weights.
var<workgroup> weights: array<f32, CAPACITY>;

// Places the fine samples of a ray whose coarse ones are evaluated. Ends with a barrier.
fn placeFine(lane: u32, coarse: u32, fine: u32, uStart: u32) {
	for (var i = lane; i + 1 < coarse; i += LANES) {
		weights[i] = alphaOf(densityOf((sigma[i] + sigma[i + 1]) / 2) * (tau[i + 1] - tau[i]));
	}
	workgroupBarrier();
	// The first and the last interval are dropped.
	let bins = max(coarse, 3) - 3;
	if (lane == 0) {
		weighIntervals(coarse - 1);
		accumulate(bins);
	}
	workgroupBarrier();
	for (var k = lane; k < fine; k += LANES) {
		sortedSigma[k] = invert(noise[uStart + k], bins);
	}
	workgroupBarrier();
	for (var k = lane; k < fine; k += LANES) {
		tau[coarse + rankOf(k, fine)] = sortedSigma[k];
	}
	workgroupBarrier();
}

// Alphas to weights.
fn weighIntervals(count: u32) {
	var light = 1.0;
	for (var i = 0u; i < count; i++) {
		let alpha = weights[i];
		weights[i] = alpha * light;
		light *= 1 - alpha + TRANSMITTANCE_EPSILON;
	}
}

// Running sum from 0 to 1 of the smoothed weights, into sortedTau[bins + 1].
fn accumulate(bins: u32) {
	var total = 0.0;
	for (var i = 0u; i < bins; i++) {
		let before = max(weights[i], weights[i + 1]);
		let after = max(weights[i + 1], weights[i + 2]);
		let raised = (before + after) / 2 + IMPORTANCE_WEIGHT_FLOOR + IMPORTANCE_PDF_FLOOR;
		sortedSigma[i] = raised;
		total += raised;
	}
	var sum = 0.0;
	sortedTau[0] = 0;
	for (var i = 0u; i < bins; i++) {
		sum += sortedSigma[i] / total;
		sortedTau[i + 1] = sum;
	}
}

// The depth at which the distribution reaches u, linear between the mid-points of coarse depths.
fn invert(u: f32, bins: u32) -> f32 {
	var low = 0u;
	var high = bins + 1;
	while (low < high) {
		let middle = (low + high) / 2;
		if (sortedTau[middle] > u) {
			high = middle;
		} else {
			low = middle + 1;
		}
	}
	let below = max(low, 1) - 1;
	let above = min(low, bins);
	let width = sortedTau[above] - sortedTau[below];
	let share = (u - sortedTau[below]) / select(width, 1.0, width < NARROWEST_BIN);
	let start = middleOf(below);
	return start + share * (middleOf(above) - start);
}

fn middleOf(interval: u32) -> f32 {
	return (tau[interval] + tau[interval + 1]) / 2;
}

// Place of the k-th of `fine` unsorted depths; of equal ones the earlier comes first.
fn rankOf(k: u32, fine: u32) -> u32 {
	let depth = sortedSigma[k];
	var rank = 0u;
	for (var i = 0u; i < fine; i++) {
		let other = sortedSigma[i];
		rank += select(0u, 1u, other < depth || (other == depth && i < k));
	}
	return rank;
}

// Merges the two runs by depth; of equal depths the coarse comes first. A barrier must follow.
fn mergeRuns(lane: u32, coarse: u32, fine: u32) {
	for (var i = lane; i < coarse + fine; i += LANES) {
		let depth = tau[i];
		var place = 0u;
		if (i < coarse) {
			place = i + countBefore(depth, coarse, fine, false);
		} else {
			place = i - coarse + countBefore(depth, 0, coarse, true);
		}
		sortedTau[place] = depth;
		sortedSigma[place] = sigma[i];
	}
}

// How many of the ascending tau[start .. start + count) lie before `depth`, or, with `orEqual`, not behind it.
fn countBefore(depth: f32, start: u32, count: u32, orEqual: bool) -> u32 {
	var low = 0u;
	var high = count;
	while (low < high) {
		let middle = (low + high) / 2;
		let other = tau[start + middle];
		if (other < depth || (orEqual && other == depth)) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}
