/**
 * A person's shape as a GLB file, with colours and normals.
 *
 *     node examples/mesh.mjs [network] [file] [voxels along each side]
 */

import { joinChunks, MESH_FORMATS, personOfSeed, personShape } from "triplane";
import { loadGenerator, writeFileWhole } from "triplane/node";

const [network = "heads", file = "out/examples/person.glb", voxels = "128"] = process.argv.slice(2);

const generator = await loadGenerator(network, { prefer: "memory" });
const person = await personOfSeed(generator, 4, { truncationPsi: 0.7, truncationCutoff: null });
const { extracted } = await personShape(generator, person, {
	resolution: Number(voxels),
	level: 10, // of sigma, as published; "auto" finds one
	crop: "person",
	largest: true,
});
await writeFileWhole(file, joinChunks(MESH_FORMATS.glb.chunks(extracted.mesh, { shading: "unlit" })));
await generator.dispose();
console.log(`${file}: ${extracted.measures.vertices} vertices, ${extracted.measures.triangles} triangles`);
