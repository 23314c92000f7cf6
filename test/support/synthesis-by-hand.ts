/** StyleGAN2's synthesis in plain float64, number by number, from its paper: slow, and obviously right. */

/** A picture of planes, [channels, side, side]. */
export interface Plane {
	readonly channels: number;
	readonly side: number;
	readonly data: Float64Array;
}

/** Numbers of a network by official name. */
export type Numbers = ReadonlyMap<string, { readonly shape: readonly number[]; readonly data: ArrayLike<number> }>;

export function plane(channels: number, side: number): Plane {
	return { channels, side, data: new Float64Array(channels * side * side) };
}

/** 0 outside. */
export function pixel({ side, data }: Plane, channel: number, row: number, column: number): number {
	if (row < 0 || column < 0 || row >= side || column >= side) return 0;
	return data[(channel * side + row) * side + column] ?? 0;
}

/** Every number of a new plane. */
export function filled(
	channels: number,
	side: number,
	value: (channel: number, row: number, column: number) => number,
): Plane {
	const made = plane(channels, side);
	for (let at = 0; at < made.data.length; at++) {
		const [channel, rest] = [Math.floor(at / (side * side)), at % (side * side)];
		made.data[at] = value(channel, Math.floor(rest / side), rest % side);
	}
	return made;
}

export function numbersOf(network: Numbers, name: string): ArrayLike<number> {
	const tensor = network.get(name);
	if (!tensor) throw new Error(`by hand: no tensor '${name}'`);
	return tensor.data;
}

/** A fully connected layer: weights times lr / √in, biases times lr. */
export function connected(network: Numbers, name: string, input: ArrayLike<number>, lr = 1): Float64Array {
	const weight = numbersOf(network, `${name}.weight`);
	const bias = numbersOf(network, `${name}.bias`);
	return Float64Array.from(bias, (offset, unit) => {
		let sum = 0;
		for (let i = 0; i < input.length; i++) sum += (weight[unit * input.length + i] ?? 0) * (input[i] ?? 0);
		return (sum * lr) / Math.sqrt(input.length) + offset * lr;
	});
}

export function leaky(x: number): number {
	return Math.SQRT2 * (x < 0 ? 0.2 * x : x);
}

/** The picture of a chain of blocks at these resolutions, each convolution with the next of `ws`. */
export function synthesisByHand(
	network: Numbers,
	path: string,
	resolutions: readonly number[],
	ws: readonly ArrayLike<number>[],
): Plane {
	let x = plane(0, 0);
	let picture: Plane | null = null;
	let next = 0;
	for (const resolution of resolutions) {
		const block = `${path}.b${resolution}`;
		if (resolution === 4) {
			const learned = network.get(`${block}.const`);
			x = { channels: learned?.shape[0] ?? 0, side: 4, data: Float64Array.from(learned?.data ?? []) };
		} else {
			x = layerByHand(network, `${block}.conv0`, x, ws[next++] ?? [], { up: true, noise: true });
		}
		x = layerByHand(network, `${block}.conv1`, x, ws[next++] ?? [], { up: false, noise: true });
		const colours = toRgbByHand(network, `${block}.torgb`, x, ws[next] ?? []);
		picture = picture === null ? colours : sum(enlarged(picture, 2), colours);
	}
	if (picture === null) throw new Error("by hand: no blocks");
	return picture;
}

/** A block of super-resolution that doubles both, without noise. */
export function superresolutionBlockByHand(
	network: Numbers,
	path: string,
	{ x, picture }: { readonly x: Plane; readonly picture: Plane },
	w: ArrayLike<number>,
): { readonly x: Plane; readonly picture: Plane } {
	const doubled = layerByHand(network, `${path}.conv0`, x, w, { up: true, noise: false });
	const features = layerByHand(network, `${path}.conv1`, doubled, w, { up: false, noise: false });
	return { x: features, picture: sum(enlarged(picture, 2), toRgbByHand(network, `${path}.torgb`, features, w)) };
}

/** Modulation, 3 × 3 convolution, demodulation, noise, bias, leaky ReLU. */
function layerByHand(
	network: Numbers,
	path: string,
	x: Plane,
	w: ArrayLike<number>,
	{ up, noise }: { readonly up: boolean; readonly noise: boolean },
): Plane {
	const styles = connected(network, `${path}.affine`, w);
	const raw = numbersOf(network, `${path}.weight`);
	const bias = numbersOf(network, `${path}.bias`);
	const each = x.channels * 9;
	const kernel = Float64Array.from(raw, (value, at) => value * (styles[Math.floor((at % each) / 9)] ?? 0));
	for (let output = 0; output < bias.length; output++) {
		const own = kernel.subarray(output * each, (output + 1) * each);
		const scale = 1 / Math.sqrt(own.reduce((total, value) => total + value * value, 0) + 1e-8);
		own.forEach((value, at) => {
			own[at] = value * scale;
		});
	}
	const y = up ? blurred(transposedConvolution(x, kernel, bias.length)) : convolution(x, kernel, bias.length);
	const strength = noise ? (numbersOf(network, `${path}.noise_strength`)[0] ?? 0) : 0;
	const stored = noise ? numbersOf(network, `${path}.noise_const`) : [];
	return filled(y.channels, y.side, (channel, row, column) =>
		leaky(pixel(y, channel, row, column) + strength * (stored[row * y.side + column] ?? 0) + (bias[channel] ?? 0)),
	);
}

/** 1 × 1, modulated, styles over √in, no demodulation. */
export function toRgbByHand(network: Numbers, path: string, x: Plane, w: ArrayLike<number>): Plane {
	const styles = connected(network, `${path}.affine`, w).map((style) => style / Math.sqrt(x.channels));
	const kernel = numbersOf(network, `${path}.weight`);
	const bias = numbersOf(network, `${path}.bias`);
	return filled(bias.length, x.side, (output, row, column) => {
		let total = bias[output] ?? 0;
		for (let channel = 0; channel < x.channels; channel++) {
			total += (kernel[output * x.channels + channel] ?? 0) * (styles[channel] ?? 0) * pixel(x, channel, row, column);
		}
		return total;
	});
}

/** Correlation with zeros around. @param kernel  [outputs, inputs, 3, 3] */
function convolution(x: Plane, kernel: Float64Array, outputs: number): Plane {
	return filled(outputs, x.side, (output, row, column) => {
		let total = 0;
		for (let channel = 0; channel < x.channels; channel++) {
			for (let k = 0; k < 9; k++) {
				const value = pixel(x, channel, row + Math.floor(k / 3) - 1, column + (k % 3) - 1);
				total += (kernel[(output * x.channels + channel) * 9 + k] ?? 0) * value;
			}
		}
		return total;
	});
}

/** Every pixel writes its kernel, two apart: [2 · side + 1]². */
function transposedConvolution(x: Plane, kernel: Float64Array, outputs: number): Plane {
	const wide = plane(outputs, 2 * x.side + 1);
	for (let output = 0; output < outputs; output++) {
		for (let channel = 0; channel < x.channels; channel++) {
			for (let place = 0; place < x.side * x.side; place++) {
				const [row, column] = [Math.floor(place / x.side), place % x.side];
				for (let k = 0; k < 9; k++) {
					const to = [2 * row + Math.floor(k / 3), 2 * column + (k % 3)] as const;
					const at = (output * wide.side + to[0]) * wide.side + to[1];
					const weight = kernel[(output * x.channels + channel) * 9 + k] ?? 0;
					wide.data[at] = (wide.data[at] ?? 0) + weight * pixel(x, channel, row, column);
				}
			}
		}
	}
	return wide;
}

const TAPS = [1, 3, 3, 1];

/** [1, 3, 3, 1] in both directions, with a gain of 4: [side − 1]². */
function blurred(x: Plane): Plane {
	return filled(x.channels, x.side - 1, (channel, row, column) => filter(x, channel, row - 1, column - 1));
}

/** Zeros between, then the same filter: as large by two. */
function enlarged(x: Plane, factor: 2): Plane {
	const apart = filled(x.channels, factor * x.side, (channel, row, column) =>
		row % 2 === 0 && column % 2 === 0 ? pixel(x, channel, row / 2, column / 2) : 0,
	);
	return filled(x.channels, apart.side, (channel, row, column) => filter(apart, channel, row - 2, column - 2));
}

function filter(x: Plane, channel: number, row: number, column: number): number {
	let total = 0;
	TAPS.forEach((a, down) => {
		TAPS.forEach((b, right) => {
			total += ((a * b) / 16) * pixel(x, channel, row + down, column + right);
		});
	});
	return total;
}

function sum(a: Plane, b: Plane): Plane {
	return { ...a, data: a.data.map((value, at) => value + (b.data[at] ?? 0)) };
}

/** Bilinear, enlarging, pixel centres at halves, edges repeated. */
export function widened(x: Plane, side: number): Plane {
	const place = (index: number): number => Math.max(((index + 0.5) * x.side) / side - 0.5, 0);
	return filled(x.channels, side, (channel, row, column) => {
		const [y, z] = [place(row), place(column)];
		const [top, left] = [Math.floor(y), Math.floor(z)];
		const last = x.side - 1;
		const at = (down: number, right: number): number =>
			pixel(x, channel, Math.min(top + down, last), Math.min(left + right, last));
		const upper = at(0, 0) * (1 - z + left) + at(0, 1) * (z - left);
		const lower = at(1, 0) * (1 - z + left) + at(1, 1) * (z - left);
		return upper * (1 - y + top) + lower * (y - top);
	});
}
