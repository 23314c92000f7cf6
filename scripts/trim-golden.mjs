/**
 * Trims a golden so that it fits into the repository: a large `image` [N, C, H, W] (H or W above 128) is replaced by
 * `image_stride4`, which is `image[:, :, ::4, ::4]`. All other tensors and the metadata stay byte for byte.
 *
 *     node scripts/trim-golden.mjs full.safetensors test/fixtures/trimmed.safetensors
 *
 * Naming rule, the one of `planes_stride8`: `<tensor>_stride<k>` is `<tensor>[:, :, ::k, ::k]`.
 */

import { readFileSync, writeFileSync } from "node:fs";

const STRIDE = 4;
const LARGEST_KEPT = 128;

/**
 * @typedef {{ dtype: string, shape: number[], data_offsets: [number, number] }} Entry
 * @typedef {{ name: string, dtype: string, shape: number[], bytes: Uint8Array }} StoredTensor
 */

/**
 * @param {string} path
 * @returns {{ metadata: Record<string, string> | undefined, tensors: StoredTensor[] }}
 */
function readSafetensors(path) {
	const file = readFileSync(path);
	const headerLength = Number(file.readBigUInt64LE(0));
	/** @type {{ __metadata__?: Record<string, string> } & Record<string, Entry>} */
	const header = JSON.parse(file.toString("utf8", 8, 8 + headerLength));
	const { __metadata__: metadata, ...entries } = header;
	const tensors = Object.entries(entries).map(
		([
			name,
			{
				dtype,
				shape,
				data_offsets: [begin, end],
			},
		]) => {
			return { name, dtype, shape, bytes: file.subarray(8 + headerLength + begin, 8 + headerLength + end) };
		},
	);
	return { metadata, tensors };
}

/**
 * @param {string} path
 * @param {Record<string, string> | undefined} metadata
 * @param {StoredTensor[]} tensors
 */
function writeSafetensors(path, metadata, tensors) {
	/** @type {Record<string, unknown>} */
	const header = metadata === undefined ? {} : { __metadata__: metadata };
	let offset = 0;
	for (const { name, dtype, shape, bytes } of tensors) {
		header[name] = { dtype, shape, data_offsets: [offset, offset + bytes.length] };
		offset += bytes.length;
	}
	const text = JSON.stringify(header);
	const padded = Buffer.from(text.padEnd(Math.ceil(Buffer.byteLength(text) / 8) * 8, " "));
	const length = Buffer.alloc(8);
	length.writeBigUInt64LE(BigInt(padded.length));
	writeFileSync(path, Buffer.concat([length, padded, ...tensors.map((tensor) => tensor.bytes)]));
}

/**
 * @param {StoredTensor} tensor float32 [N, C, H, W]
 * @returns {StoredTensor} float32 [N, C, ceil(H / STRIDE), ceil(W / STRIDE)]
 */
function stride(tensor) {
	const [n = 0, c = 0, h = 0, w = 0] = tensor.shape;
	if (tensor.dtype !== "F32" || tensor.shape.length !== 4) {
		throw new Error(`trim-golden: '${tensor.name}' is ${tensor.dtype} [${tensor.shape}], want F32 [N, C, H, W]`);
	}
	const height = Math.ceil(h / STRIDE);
	const width = Math.ceil(w / STRIDE);
	const bytes = new Uint8Array(n * c * height * width * 4);
	let at = 0;
	for (let plane = 0; plane < n * c; plane++) {
		for (let y = 0; y < h; y += STRIDE) {
			for (let x = 0; x < w; x += STRIDE) {
				const from = ((plane * h + y) * w + x) * 4;
				bytes.set(tensor.bytes.subarray(from, from + 4), at);
				at += 4;
			}
		}
	}
	return { name: `${tensor.name}_stride${STRIDE}`, dtype: "F32", shape: [n, c, height, width], bytes };
}

const [source, target] = process.argv.slice(2);
if (source === undefined || target === undefined) {
	console.error("usage: node scripts/trim-golden.mjs <full.safetensors> <trimmed.safetensors>");
	process.exit(2);
}
const { metadata, tensors } = readSafetensors(source);
const trimmed = tensors.map((tensor) => {
	const isLargeImage = tensor.name === "image" && tensor.shape.slice(2).some((size) => size > LARGEST_KEPT);
	return isLargeImage ? stride(tensor) : tensor;
});
writeSafetensors(target, metadata, trimmed);
