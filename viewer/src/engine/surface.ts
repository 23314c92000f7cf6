/** The surface of a person as a mesh with normals and colours from the volume, and files of it. */

import { type Float32Tensor, float32Tensor, InputError, joinChunks, MESH_FORMATS, type Mesh } from "triplane";
import { EYES_REGION, PERSON_REGION, REPORT_BORDER, WHOLE_REGION, withoutBorder } from "triplane/analysis";
import { type VolumeRegion, volumeLines } from "triplane/generator";
import { gridOfLines, largestComponent, MarchingCubes, normalsFromField } from "triplane/mesh";
import type { OpenNetwork, Person } from "./open-network.ts";
import type { CallControl, Surface, SurfaceRequest } from "./protocol.ts";

/** Shares of the box. The band of the eyes leaves out the report's border. */
const REGIONS: Readonly<Record<SurfaceRequest["region"], VolumeRegion>> = {
	person: PERSON_REGION,
	eyes: withoutBorder(EYES_REGION, REPORT_BORDER),
	whole: WHOLE_REGION,
};

/** Points asked for at once. */
const BATCH = 2 ** 16;

export async function extractSurface(
	network: OpenNetwork,
	request: SurfaceRequest,
	{ signal, onProgress }: CallControl,
): Promise<Surface> {
	const start = performance.now();
	const { person } = await network.person(request.person, signal);
	const { generator } = person;
	const cubes = await marched(person, request, { signal, onProgress });
	const bare = request.largestOnly ? largestComponent(cubes) : cubes;
	if (bare.indices.length === 0) {
		throw new InputError(`surface: sigma never reaches ${request.level}; choose a lower level`);
	}
	const step = generator.config.rendering.boxWarp / request.resolution / 2;
	const sigmaAt = async (points: Float32Tensor): Promise<Float32Tensor> =>
		(await generator.samplePoints(person.planes, points, { signal })).sigma;
	const normals = await normalsFromField(bare, sigmaAt, { step, signal });
	const colours = await coloursOf(person, bare.positions, signal);
	const surface = { ...bare, normals, colours };
	network.surface = surface;
	// Copies go to the page; ours stays for the files.
	return {
		positions: surface.positions.slice(),
		indices: surface.indices.slice(),
		normals: normals.slice(),
		colours: colours.slice(),
		milliseconds: performance.now() - start,
	};
}

async function marched(
	{ generator, planes }: Person,
	{ resolution, level, region }: SurfaceRequest,
	{ signal, onProgress }: CallControl,
): Promise<Mesh> {
	const { boxWarp } = generator.config.rendering;
	const part = { resolution, region: REGIONS[region] };
	const cubes = new MarchingCubes(gridOfLines(volumeLines(boxWarp, part), boxWarp / resolution), { level });
	await generator.sampleVolume(planes, { ...part, signal, onProgress }, ({ sigma }) => cubes.push(sigma.data));
	return cubes.finish();
}

/** @returns [V · 3] sRGB, 0 to 1 */
async function coloursOf(
	{ generator, planes }: Person,
	positions: Float32Array,
	signal: AbortSignal,
): Promise<Float32Array> {
	const colours = new Float32Array(positions.length);
	for (let first = 0; first < positions.length; first += BATCH * 3) {
		const part = positions.slice(first, first + BATCH * 3);
		const { rgb } = await generator.samplePoints(planes, float32Tensor([part.length / 3, 3], part), { signal });
		const features = rgb.shape[1] ?? 0;
		for (let vertex = 0; vertex < part.length / 3; vertex++) {
			for (const channel of [0, 1, 2]) {
				const value = rgb.data[vertex * features + channel] ?? 0;
				colours[first + vertex * 3 + channel] = Math.min(Math.max(value, 0), 1);
			}
		}
	}
	return colours;
}

/** The last surface as a file. */
export async function surfaceFile(
	{ surface }: OpenNetwork,
	{ format }: { readonly format: "glb" | "ply" },
): Promise<Uint8Array<ArrayBuffer>> {
	if (!surface) throw new InputError("surface: none has been made yet");
	const bytes = joinChunks(
		MESH_FORMATS[format].chunks(surface, { name: "head", shading: "unlit", note: "triplane view" }),
	);
	return new Uint8Array(bytes);
}
