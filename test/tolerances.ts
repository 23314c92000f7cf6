/**
 * The tolerances of tests: named, measured and few. A test names a class; numbers stand only here.
 *
 * An element is within a class when |actual − expected| ≤ absolute + relative · |expected| + ofPeak · max|expected|.
 * `relativeL2` and `psnr` judge the tensor as a whole.
 *
 * `evidence` records what was measured when the class was set: worst error seen, machine, date, safety factor. Where it
 * says "CPU" and "WebGPU", the provider is ONNX Runtime 1.30's, on an AMD EPYC (Zen, AVX-512) with 2 cores and on
 * SwiftShader on the same machine, 2026-11, against float64 sums in JavaScript.
 */

export interface Tolerance {
	readonly name: string;
	readonly absolute: number;
	readonly relative: number;
	/** Of the largest magnitude expected anywhere in the tensor: for sums, whose terms may cancel. */
	readonly ofPeak: number;
	readonly relativeL2?: number;
	/** Decibel. */
	readonly psnr?: number;
	readonly evidence: string;
}

/** Where implementations may differ by a whole step; see `boundary-band.ts`. */
export interface Band {
	readonly name: string;
	/** The band may hold at most this share of all elements. */
	readonly maxShare: number;
	/** Of the elements in the band, at most this share may have flipped. */
	readonly maxFlipRate: number;
	readonly evidence: string;
}

/** Half the distance from 1 to the next float32: the largest relative error of one correct rounding. */
const EPSILON = 2 ** -24;

const NONE = { absolute: 0, relative: 0, ofPeak: 0 } as const;

/** Bit for bit (both zeros are equal): integers, shapes, copies, layout operations. */
export const exact: Tolerance = { ...NONE, name: "exact", evidence: "by definition" };

/** The same float64 computation rounded once to float32. */
export const f32Rounding: Tolerance = {
	...NONE,
	name: "f32Rounding",
	absolute: 2 ** -149,
	relative: EPSILON,
	evidence: "by definition: half a ULP",
};

/** One float32 operation per element, transcendental ones included. */
export const f32Elementwise: Tolerance = {
	...NONE,
	name: "f32Elementwise",
	absolute: 4e-7,
	relative: 1e-6,
	evidence:
		"2¹⁸ normal numbers · 4, CPU: relative 6.7e-8 (exp), 2.2e-7 (softplus), 1.8e-7 (log); absolute 1.4e-7 (sigmoid), " +
		"2.4e-7 (tanh); WebGPU exp 9e-7. Factor 1.1 on WebGPU's exp, 1.7 on tanh",
};

/** A sine or cosine on WebGPU, whose shading language allows it this absolute error on [-π, π]. */
export const wgslTrigonometry: Tolerance = {
	...NONE,
	name: "wgslTrigonometry",
	absolute: 2 ** -11,
	evidence: "2⁻¹¹ by the WGSL specification; 1.9e-4 seen on WebGPU",
};

/** A sum or dot product of `terms` float32 numbers: rounding errors grow like a random walk. */
export function f32Reduction(terms: number): Tolerance {
	return {
		...NONE,
		name: `f32Reduction(${terms})`,
		ofPeak: EPSILON * Math.max(8, 2 * Math.sqrt(terms)),
		evidence: "matrix products of 16…2²⁰ normal terms: at most 0.34 ε√n of the peak, CPU and WebGPU. Factor 6",
	};
}

/** A float32 convolution as networks use it: up to 512 channels, 3×3. */
export const f32Conv: Tolerance = {
	...NONE,
	name: "f32Conv",
	ofPeak: 2e-6,
	evidence: "8…512 channels, 3×3, normal numbers: 2.4e-7…4.3e-7 of the peak on CPU, 8.7e-7 on WebGPU. Factor 2.3",
};

/** The opacity of fog so faint that alpha is counted in single steps of 2⁻²⁴ (see src/rendering/march/composite.ts). */
export const faintOpacity: Tolerance = {
	...NONE,
	name: "faintOpacity",
	relative: 1e-2,
	evidence:
		"softplus as log(1 + exp(x)) in float32: 0.4 % at sigma −10; one with an absolute error of 1.9e-6: 11 %, and with it " +
		"image_depth of the goldens is off by 1e-3…5e-3 relative L2, against 1e-5 with full relative accuracy",
};

/** A derivative in float64 against central differences in float64 with steps of 1e-5; scalars in graphs are float32. */
export const finiteDifference: Tolerance = {
	...NONE,
	name: "finiteDifference",
	absolute: 1e-8,
	ofPeak: 2e-7,
	evidence:
		"845 derivatives of elementwise, reduction and layout operations, both orders: 3e-8 of the peak, which is the " +
		"float32 rounding of 1/3 in a mean; 3.2e-9 otherwise (1/x⁴ near its pole). Factor 6",
};

/** A closed form in float64 against our linear algebra of float32 features. */
export const metricNumbers: Tolerance = {
	...NONE,
	name: "metricNumbers",
	absolute: 1e-12,
	ofPeak: 1e-9,
	evidence: "distances of given moments and singular values: 3e-15 of the peak; 1e-10 where a covariance is singular",
};

/** Stored or computed in half floats: 11 significant bits. */
export const f16: Tolerance = {
	...NONE,
	name: "f16",
	relative: 2 ** -10,
	ofPeak: 2 ** -11,
	evidence: "one rounding is 2⁻¹¹ = 4.9e-4 relative; twice that, plus one rounding at the peak for sums",
};

/** A fused kernel (SIMD or WGSL, with polynomial softplus and sigmoid) against the plain reference of its contract. */
export const kernelVsReference: Tolerance = {
	...NONE,
	name: "kernelVsReference",
	ofPeak: 1e-4,
	relativeL2: 5e-5,
	evidence:
		"a SIMD prototype of the renderer, 128² rays, 48 + 48 samples: 2.1e-5…4.5e-5 of features in [-1, 1]. Factor 2",
};

/** Images of one network from another device or build of ONNX Runtime: rounding errors of all stages, one after another. */
export const networksOnDevices: Tolerance = {
	...NONE,
	name: "networksOnDevices",
	ofPeak: 5e-4,
	relativeL2: 5e-5,
	evidence:
		"images of tiny and small networks, ONNX Runtime for Node against WebAssembly and WebGPU (SwiftShader) in Chromium " +
		"156, 2026-11: relative L2 2e-6, worst value 1e-5 of the peak. Wide, since deeper networks add up more",
};

/** Pictures in 8 bits of one network on two devices: where a value stands near a step, it falls to either side. */
export const pixelsOnDevices: Tolerance = {
	...NONE,
	name: "pixelsOnDevices",
	absolute: 1,
	evidence: "by definition: one step of 8 bits, what lies below networksOnDevices is less",
};

/** A whole image or feature map judged by its signal-to-noise ratio alone: `decibel` against the peak. */
export function psnr(decibel: number): Tolerance {
	return {
		...NONE,
		name: `psnr(${decibel})`,
		absolute: Number.POSITIVE_INFINITY,
		psnr: decibel,
		evidence: "set by the caller",
	};
}

function golden(stage: string, limit: number): Tolerance {
	return {
		...NONE,
		name: `golden.${stage}`,
		ofPeak: 5e-3,
		relativeL2: limit,
		evidence:
			"what this project promises of the CPU against published PyTorch; a value wrong by 1 % of the peak must fail",
	};
}

/** Stages of a network against the reference goldens, each after all stages before it, in float32 on the CPU. */
export const goldens: Readonly<
	Record<"ws" | "planes" | "points" | "featureImage" | "imageDepth" | "imageRaw" | "image", Tolerance>
> = {
	ws: golden("ws", 1e-5),
	planes: golden("planes", 1e-4),
	/** sigma and rgb at points, and of coarse and fine samples. */
	points: golden("points", 1e-4),
	featureImage: golden("featureImage", 2e-4),
	imageDepth: golden("imageDepth", 2e-4),
	imageRaw: golden("imageRaw", 2e-4),
	image: golden("image", 2e-4),
};

/** Points within rounding of the border of a plane or of the box: inside for one implementation, outside for another. */
export const planeBorder: Band = {
	name: "planeBorder",
	maxShare: 0.05,
	maxFlipRate: 0.5,
	evidence: "not measured: a point on the border is a coin toss, and a band wider than a few per cent is no band",
};

/** Importance samples whose uniform number falls within rounding of a step of the cumulative distribution. */
export const importanceBin: Band = {
	name: "importanceBin",
	maxShare: 0.05,
	maxFlipRate: 0.5,
	evidence: "as planeBorder",
};
