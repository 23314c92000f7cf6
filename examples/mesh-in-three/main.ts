/** A person's mesh in three.js: drag to turn it, scroll to zoom. */

import { PerspectiveCamera, Scene, WebGLRenderer } from "three";
import { OrbitControls } from "three/addons/controls/OrbitControls.js";
import { GLTFLoader } from "three/addons/loaders/GLTFLoader.js";
import { joinChunks, MESH_FORMATS, personOfSeed, personShape } from "triplane";
import { loadGenerator } from "triplane/web";
import { ort } from "../onnx-runtime.ts";

const NETWORK = new URL("../../assets/networks/heads.safetensors", import.meta.url);
const VOXELS = 96;

const generator = await loadGenerator(NETWORK, { ort });
const person = await personOfSeed(generator, 4, { truncationPsi: 0.7, truncationCutoff: null });
const shape = { resolution: VOXELS, level: 10, crop: "person", largest: true } as const;
const { extracted } = await personShape(generator, person, shape);
await generator.dispose();

// GLB carries positions, normals, and colours that have their light in them: the scene needs no lamp.
const glb = joinChunks(MESH_FORMATS.glb.chunks(extracted.mesh, { shading: "unlit" }));
const { scene: head } = await new GLTFLoader().parseAsync(glb.buffer as ArrayBuffer, "");

const scene = new Scene().add(head);
const camera = new PerspectiveCamera(30, innerWidth / innerHeight, 0.01, 10);
camera.position.set(0, 0, 2);
const renderer = new WebGLRenderer({ antialias: true, alpha: true });
renderer.setSize(innerWidth, innerHeight);
document.body.append(renderer.domElement);
const draw = (): void => renderer.render(scene, camera);
new OrbitControls(camera, renderer.domElement).addEventListener("change", draw);
draw();

const output = document.querySelector("output") as HTMLOutputElement;
output.value = `${extracted.measures.vertices} vertices, ${extracted.measures.triangles} triangles`;
