/**
 * Meshes and volumes: marching cubes, normals, components, smoothing, simplification, previews, file formats.
 *
 * @module triplane/mesh
 */

export type { Camera as PreviewCamera } from "../camera/label.ts";
export {
	type Components,
	componentsFrom,
	connectedComponents,
	dropUnusedVertices,
	keepTriangles,
	largestComponent,
} from "../mesh/components.ts";
export {
	type IsoSurfaceOptions,
	isoSurfaceOfSlabs,
	isoSurfaceOfVolume,
	slabsOf,
} from "../mesh/marching-cubes/iso-surface.ts";
export {
	MARCHING_CUBES_DEFAULTS,
	MarchingCubes,
	type MarchingCubesOptions,
} from "../mesh/marching-cubes/marching-cubes.ts";
export { boundsOf, type MeshMeasures, measureMesh } from "../mesh/measure.ts";
export { checkMesh, type Mesh, triangleCount, vertexCount } from "../mesh/mesh.ts";
export { normalsFromFaces } from "../mesh/normals/face-normals.ts";
export {
	type FieldNormalsOptions,
	type FieldSampler,
	normalsFromField,
	normalsFromGradient,
	normalsFromVolume,
} from "../mesh/normals/gradient-normals.ts";
export { PREVIEW_DEFAULTS, type PreviewOptions, previewMesh } from "../mesh/preview/preview.ts";
export { onBackground, type RgbaImage } from "../mesh/preview/rgba-image.ts";
export type { PreviewMaterial } from "../mesh/preview/shade.ts";
export { SIMPLIFY_DEFAULTS, type SimplifiedMesh, type SimplifyOptions, simplifyMesh } from "../mesh/simplify.ts";
export { SMOOTH_DEFAULTS, type SmoothOptions, smoothMesh } from "../mesh/smooth.ts";
export {
	type Box,
	boxOfGrid,
	type CoordinateLines,
	cropGrid,
	gridOfBox,
	gridOfLines,
	slabPoints,
	type Volume,
	type VolumeGrid,
	voxelCentre,
} from "../mesh/volume-grid.ts";
export { GLB_DEFAULTS, type GlbOptions } from "../mesh/write/glb.ts";
export { joinChunks, MESH_FORMATS, type MeshFormat, type MeshFormatName } from "../mesh/write/mesh-formats.ts";
export { mrcChunks, mrcHeader, type VolumeStatistics, volumeStatistics } from "../mesh/write/mrc.ts";
export type { WriteOptions } from "../mesh/write/write-options.ts";
