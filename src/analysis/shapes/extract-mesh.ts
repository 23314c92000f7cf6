/**
 * A person's surface as a mesh in world units: the level set of sigma on an exact grid, with normals from the field's
 * gradient and colours from the decoder. Right-handed, y up, the face towards +z, as CONVENTIONS.md has the world.
 *
 * Colours are the decoder's first three channels at each vertex. They do not depend on the direction of view; what the
 * super-resolution adds is not in them.
 */

import { type VolumeRegion, volumeLines } from "../../generator/volume.ts";
import type { ProgressListener } from "../../host/progress.ts";
import { largestComponent } from "../../mesh/components.ts";
import { MarchingCubes } from "../../mesh/marching-cubes/marching-cubes.ts";
import { type MeshMeasures, measureMesh } from "../../mesh/measure.ts";
import { type Mesh, triangleCount } from "../../mesh/mesh.ts";
import { normalsFromFaces } from "../../mesh/normals/face-normals.ts";
import { type FieldSampler, normalsFromField } from "../../mesh/normals/gradient-normals.ts";
import { type SimplifiedMesh, simplifyMesh } from "../../mesh/simplify.ts";
import { smoothMesh } from "../../mesh/smooth.ts";
import { gridOfLines, type VolumeGrid } from "../../mesh/volume-grid.ts";
import { InputError } from "../../tensor/errors.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { coloursAt, type PersonVolume, sigmaAt } from "./person-volume.ts";
import { checkRegion, WHOLE_REGION } from "./regions.ts";

export interface ExtractOptions {
	/** Voxels along each side of the whole box. */
	readonly resolution: number;
	/** Value of sigma at the surface. */
	readonly level: number;
	/** Part of the box. Default: all of it. */
	readonly region?: VolumeRegion | undefined;
	/** Only the largest connected part. Default false. */
	readonly largest?: boolean | undefined;
	/** Rounds of smoothing (Taubin's). Default 0. */
	readonly smooth?: number | undefined;
	/** Share of the triangles to keep. Default 1. */
	readonly simplify?: number | undefined;
	/** How many triangles to keep at most; `simplify` may leave fewer. Default: all. */
	readonly triangles?: number | undefined;
	/** Colours of the decoder. Default true. */
	readonly colours?: boolean | undefined;
	readonly signal?: AbortSignal | undefined;
	/** Told of the stages "volume" and "mesh". */
	readonly onProgress?: ProgressListener | undefined;
}

export interface ExtractedMesh {
	readonly mesh: Mesh;
	readonly grid: VolumeGrid;
	readonly region: VolumeRegion;
	/** Of sigma over the grid. */
	readonly sigmaRange: { readonly least: number; readonly most: number };
	/** Of the mesh as it is returned. */
	readonly measures: MeshMeasures;
	/** Triangles before parts were dropped and simplified. */
	readonly trianglesFound: number;
	/** Deviation of simplification as a share of the largest side; 0 without. */
	readonly simplifyError: number;
}

/** Extracts the surface. Rejects with `InputError` where the level is never crossed, or options cannot be. */
export async function extractMesh(volume: PersonVolume, options: ExtractOptions): Promise<ExtractedMesh> {
	const { resolution, level, signal, onProgress } = options;
	const region = checkRegion(options.region ?? WHOLE_REGION);
	const grid = gridOfLines(volumeLines(volume.boxWarp, { resolution, region }), volume.boxWarp / resolution);
	const found = await surface(volume, grid, region, options);
	if (found.mesh.indices.length === 0) {
		const { least, most } = found.sigmaRange;
		throw new InputError(
			`mesh: sigma runs from ${least.toPrecision(4)} to ${most.toPrecision(4)} and never crosses the level ${level} – ` +
				"give a level in between, or 'auto'",
		);
	}
	onProgress?.({ stage: "mesh", fraction: 0 });
	const shaped = await finished(volume, found.mesh, grid.spacing[0] / 2, options);
	onProgress?.({ stage: "mesh", fraction: 0.7 });
	const simple = await simplified(shaped, options);
	if (signal?.aborted !== true) onProgress?.({ stage: "mesh", fraction: 1 });
	return {
		...{ mesh: simple.mesh, grid, region, sigmaRange: found.sigmaRange },
		...{ measures: measureMesh(simple.mesh), simplifyError: simple.error },
		trianglesFound: found.mesh.indices.length / 3,
	};
}

/** A number of triangles is kept to, whatever the deviation; a share is not reached where the surface would suffer. */
async function simplified(mesh: Mesh, { simplify = 1, triangles }: ExtractOptions): Promise<SimplifiedMesh> {
	const most = triangles === undefined ? 1 : triangles / triangleCount(mesh);
	if (most < simplify) return simplifyMesh(mesh, { ratio: most, maxError: 1 });
	return simplify < 1 ? simplifyMesh(mesh, { ratio: simplify }) : { mesh, error: 0 };
}

interface FoundSurface {
	readonly mesh: Mesh;
	readonly sigmaRange: { readonly least: number; readonly most: number };
}

async function surface(
	volume: PersonVolume,
	grid: VolumeGrid,
	region: VolumeRegion,
	{ resolution, level, signal, onProgress }: ExtractOptions,
): Promise<FoundSurface> {
	const cubes = new MarchingCubes(grid, { level });
	let least = Number.POSITIVE_INFINITY;
	let most = Number.NEGATIVE_INFINITY;
	await volume.sampleVolume({ resolution, region, signal, onProgress }, ({ sigma }) => {
		cubes.push(sigma.data);
		for (let at = 0; at < sigma.data.length; at++) {
			least = Math.min(least, sigma.data[at]!);
			most = Math.max(most, sigma.data[at]!);
		}
	});
	return { mesh: cubes.finish(), sigmaRange: { least, most } };
}

/** Drops small parts, smooths, adds normals and colours. @param step  half the distance of differences, world units */
async function finished(volume: PersonVolume, found: Mesh, step: number, options: ExtractOptions): Promise<Mesh> {
	const { largest = false, smooth = 0, colours = true, signal } = options;
	const part = largest ? largestComponent(found) : found;
	const mesh = smooth > 0 ? smoothMesh(part, { iterations: smooth }) : part;
	// After smoothing, the field would bring back what was taken out.
	const normals = smooth > 0 ? normalsFromFaces(mesh) : await fieldNormals(volume, mesh, step, signal);
	return { ...mesh, normals, ...(colours && { colours: await coloursAt(volume, mesh.positions, signal) }) };
}

/**
 * Down the field's gradient; but where a surface is closed because its region ends, the field knows nothing of it and
 * may point inwards: there the triangles decide.
 */
async function fieldNormals(
	volume: PersonVolume,
	mesh: Mesh,
	step: number,
	signal: AbortSignal | undefined,
): Promise<Float32Array> {
	const sample: FieldSampler = async (points) => {
		const sigma = await sigmaAt(volume, points.data, signal);
		return float32Tensor([sigma.length], sigma);
	};
	const normals = await normalsFromField(mesh, sample, { step, ...(signal && { signal }) });
	const faces = normalsFromFaces(mesh);
	for (let at = 0; at < normals.length; at += 3) {
		const agree = normals[at]! * faces[at]! + normals[at + 1]! * faces[at + 1]! + normals[at + 2]! * faces[at + 2]!;
		if (agree < LEAST_AGREEMENT) normals.set(faces.subarray(at, at + 3), at);
	}
	return normals;
}

/** Cosine between the field's and the triangles' normals, below which the triangles decide. */
const LEAST_AGREEMENT = 0.5;
