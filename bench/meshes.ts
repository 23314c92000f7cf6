/** From a volume to a mesh, its picture and its file. Sampling the network is not in it. */

import { lookAt } from "../src/camera/cam2world.ts";
import { isoSurfaceOfVolume } from "../src/mesh/marching-cubes/iso-surface.ts";
import { type Mesh, triangleCount } from "../src/mesh/mesh.ts";
import { normalsFromFaces } from "../src/mesh/normals/face-normals.ts";
import { previewMesh } from "../src/mesh/preview/preview.ts";
import { simplifyMesh } from "../src/mesh/simplify.ts";
import { gridOfBox, type Volume } from "../src/mesh/volume-grid.ts";
import { joinChunks, MESH_FORMATS } from "../src/mesh/write/mesh-formats.ts";
import { float32Tensor } from "../src/tensor/host-tensor.ts";
import type { Benchmark, Prepared } from "./benchmark.ts";

const LEVEL = 10;

/** A ball with a wavy surface, of radius 0.35 in a box of side 1, in n³ voxels. */
function wavyBall(n: number): Volume {
	const values = new Float32Array(n ** 3);
	const centre = (index: number): number => (index + 0.5) / n - 0.5;
	let at = 0;
	for (let i = 0; i < n; i++) {
		for (let j = 0; j < n; j++) {
			const wave = 0.02 * Math.sin(40 * centre(i)) * Math.sin(40 * centre(j));
			const flat = centre(i) ** 2 + centre(j) ** 2;
			for (let k = 0; k < n; k++) values[at++] = LEVEL + 100 * (0.35 + wave - Math.sqrt(flat + centre(k) ** 2));
		}
	}
	const grid = gridOfBox({ min: [-0.5, -0.5, -0.5], max: [0.5, 0.5, 0.5] }, [n, n, n]);
	return { grid, values: float32Tensor([n, n, n], values) };
}

function marchingCubes(n: number): Benchmark {
	return {
		name: `marching-cubes-${n}`,
		what: `${n}³ samples → mesh`,
		runs: 5,
		prepare: async (): Promise<Prepared> => {
			const volume = wavyBall(n);
			const run = async (): Promise<void> => void (await isoSurfaceOfVolume(volume, { level: LEVEL }));
			const note = `${triangleCount(await isoSurfaceOfVolume(volume, { level: LEVEL }))} triangles`;
			return { run, dispose: async () => {}, note };
		},
	};
}

/** A benchmark of what is done with a coloured mesh of some 140 thousand triangles. */
function withMesh(name: string, what: string, use: (mesh: Mesh) => unknown): Benchmark {
	return {
		name,
		what,
		runs: 7,
		prepare: async (): Promise<Prepared> => {
			const bare = await isoSurfaceOfVolume(wavyBall(172), { level: LEVEL });
			const colours = bare.positions.map((value) => value + 0.5);
			const mesh: Mesh = { ...bare, normals: normalsFromFaces(bare), colours };
			const run = async (): Promise<void> => void (await use(mesh));
			return { run, dispose: async () => {}, note: `${triangleCount(mesh)} triangles` };
		},
	};
}

const camera = {
	cam2world: lookAt([0.8, 0.6, 2.4], [0, 0, 0]),
	intrinsics: float32Tensor([3, 3], [2.4, 0, 0.5, 0, 2.4, 0.5, 0, 0, 1]),
};

export const MESH_BENCHMARKS: readonly Benchmark[] = [
	marchingCubes(256),
	marchingCubes(512),
	withMesh("mesh-preview", "512² pixels, 4 samples each", (mesh) => previewMesh(mesh, camera, { material: "colours" })),
	withMesh("mesh-simplify", "to a tenth of the triangles", (mesh) => simplifyMesh(mesh, { ratio: 0.1 })),
	withMesh("mesh-glb", "GLB bytes", (mesh) => joinChunks(MESH_FORMATS.glb.chunks(mesh))),
];
