/**
 * A picture of a mesh, in software: for turntables, figure sheets and reports on machines without a GPU. The same mesh
 * and camera give the same pixels every time.
 *
 * Anti-aliased by supersampling: `supersampling`² samples in a square for each pixel, averaged as light.
 */

import type { Camera } from "../../camera/label.ts";
import { checkCamera } from "../../camera/label-checks.ts";
import { InputError } from "../../tensor/errors.ts";
import { checkMesh, type Mesh } from "../mesh.ts";
import { normalsFromFaces } from "../normals/face-normals.ts";
import { linearToSrgb } from "../srgb.ts";
import { rasterize } from "./rasterize.ts";
import type { RgbaImage } from "./rgba-image.ts";
import { type PreviewMaterial, SurfaceShader } from "./shade.ts";
import { type Projection, projectionOf, toCameraSpace } from "./view-space.ts";

export interface PreviewOptions {
	/** Pixels */
	readonly width?: number;
	readonly height?: number;
	/** Samples of a pixel along each side */
	readonly supersampling?: number;
	/** Without colours `colours` and `unlit` show clay */
	readonly material?: PreviewMaterial;
	/** Nothing nearer to the camera is drawn, world units */
	readonly near?: number;
}

export const PREVIEW_DEFAULTS: Required<PreviewOptions> = Object.freeze({
	width: 512,
	height: 512,
	supersampling: 2,
	material: "clay",
	near: 0.01,
});

/** The most samples of a picture: some 800 MB of buffers. */
const MAX_SAMPLES = 2 ** 26;

/**
 * Draws a mesh on nothing: alpha is the share of a pixel that it covers. Without normals it is shaded by its triangles.
 * @returns RGBA, sRGB. Throws `InputError` for a camera or options that cannot be
 */
export function previewMesh(mesh: Mesh, camera: Camera, options: PreviewOptions = {}): RgbaImage {
	const settings = { ...PREVIEW_DEFAULTS, ...options };
	checkOptions(settings);
	checkCamera("previewMesh", camera);
	checkMesh("previewMesh", mesh);
	const { width, height, supersampling, material, near } = settings;
	const columns = width * supersampling;
	const rows = height * supersampling;
	const projection = projectionOf(camera, columns, rows);
	const view = toCameraSpace(mesh.positions, "points", camera);
	const seen = rasterize(view, mesh.indices, projection, columns, rows, near);
	const normals = toCameraSpace(mesh.normals ?? normalsFromFaces(mesh), "directions", camera);
	const shader = new SurfaceShader(mesh, view, normals, material);
	return resolve(seen.triangle, shader, projection, settings);
}

/** Shades what is seen, and averages the samples of each pixel. */
function resolve(
	triangle: Int32Array,
	shader: SurfaceShader,
	projection: Projection,
	{ width, height, supersampling: s }: Required<PreviewOptions>,
): RgbaImage {
	const data = new Uint8Array(width * height * 4);
	const ray = new Float64Array(3);
	const light = new Float64Array(3);
	const sum = new Float64Array(3);
	for (let pixel = 0; pixel < width * height; pixel++) {
		const left = (pixel % width) * s;
		const top = Math.floor(pixel / width) * s;
		let covered = 0;
		sum.fill(0);
		for (let sample = 0; sample < s * s; sample++) {
			const column = left + (sample % s);
			const row = top + Math.floor(sample / s);
			const number = triangle[row * width * s + column]!;
			if (number < 0) continue;
			covered++;
			setRay(ray, column + 0.5, row + 0.5, projection);
			shader.shade(number, ray, light);
			for (let channel = 0; channel < 3; channel++) sum[channel]! += light[channel]!;
		}
		if (covered === 0) continue;
		for (let channel = 0; channel < 3; channel++) {
			data[pixel * 4 + channel] = Math.round(linearToSrgb(sum[channel]! / covered) * 255);
		}
		data[pixel * 4 + 3] = Math.round((covered / (s * s)) * 255);
	}
	return { width, height, channels: 4, data };
}

function setRay(ray: Float64Array, x: number, y: number, p: Projection): void {
	const down = (y - p.centerY) / p.focalY;
	ray[0] = (x - p.centerX - p.skew * down) / p.focalX;
	ray[1] = down;
	ray[2] = 1;
}

function checkOptions({ width, height, supersampling, near }: Required<PreviewOptions>): void {
	for (const [name, count] of Object.entries({ width, height, supersampling })) {
		if (!Number.isInteger(count) || count < 1) {
			throw new InputError(`previewMesh: ${name} ${count}, want a whole number, at least 1`);
		}
	}
	const samples = width * height * supersampling ** 2;
	if (samples > MAX_SAMPLES) {
		throw new InputError(`previewMesh: ${samples} samples, want at most ${MAX_SAMPLES}: a smaller picture`);
	}
	if (!(near > 0 && Number.isFinite(near))) throw new InputError(`previewMesh: near ${near}, want a positive number`);
}
