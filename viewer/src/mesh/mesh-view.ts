/** A mesh seen by the picture's camera, drawn by three.js. Draws only when something has changed. */

import {
	BufferAttribute,
	BufferGeometry,
	Color,
	DirectionalLight,
	HemisphereLight,
	type Material,
	Mesh,
	MeshBasicMaterial,
	MeshStandardMaterial,
	PerspectiveCamera,
	Scene,
	SRGBColorSpace,
	WebGLRenderer,
} from "three";
import type { Surface } from "../engine/protocol.ts";
import type { MeshLook } from "../tools/tools-state.ts";
import { type Lens, positionOnOrbit, verticalFov } from "./orbit.ts";

/** What is shown, and how. */
export interface MeshShown {
	readonly surface: Surface;
	readonly look: MeshLook;
	readonly lens: Lens;
}

const MATERIALS: Readonly<Record<MeshLook, () => Material>> = {
	colour: () => new MeshBasicMaterial({ vertexColors: true }),
	clay: () => new MeshStandardMaterial({ color: 0xc9c4ba, roughness: 0.75 }),
	wireframe: () => new MeshBasicMaterial({ color: 0x5b7fe0, wireframe: true }),
};

export class MeshView {
	readonly #renderer = new WebGLRenderer({ antialias: true, alpha: true, preserveDrawingBuffer: true });
	readonly #scene = new Scene();
	readonly #camera = new PerspectiveCamera(30, 1, 0.01, 100);
	readonly #light = new DirectionalLight(0xffffff, 2);
	readonly #mesh = new Mesh<BufferGeometry, Material>(new BufferGeometry(), MATERIALS.colour());
	readonly #host: HTMLElement;
	#shown: MeshShown | null = null;

	/** Fills a place on the page. */
	constructor(host: HTMLElement) {
		this.#host = host;
		this.#renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
		this.#renderer.outputColorSpace = SRGBColorSpace;
		host.append(this.#renderer.domElement);
		this.#scene.add(this.#mesh, this.#camera, new HemisphereLight(0xffffff, 0x7d8088, 1.2));
		// from over the shoulder of whoever looks
		this.#light.position.set(-0.6, 0.8, 1);
		this.#camera.add(this.#light);
		new ResizeObserver(() => this.#draw()).observe(host);
	}

	show(shown: MeshShown): void {
		const before = this.#shown;
		this.#shown = shown;
		if (before?.surface !== shown.surface) {
			this.#mesh.geometry.dispose();
			this.#mesh.geometry = geometryOf(shown.surface);
		}
		if (before?.look !== shown.look) {
			this.#mesh.material.dispose();
			this.#mesh.material = MATERIALS[shown.look]();
		}
		this.#draw();
	}

	#draw(): void {
		const { clientWidth: width, clientHeight: height } = this.#host;
		if (width === 0 || height === 0 || !this.#shown) return;
		const { lens } = this.#shown;
		const { position, target } = positionOnOrbit(lens);
		this.#renderer.setSize(width, height, false);
		this.#camera.fov = verticalFov(lens.fovDegrees);
		this.#camera.aspect = width / height;
		this.#camera.position.set(...position);
		this.#camera.lookAt(...target);
		this.#camera.updateProjectionMatrix();
		this.#renderer.render(this.#scene, this.#camera);
	}
}

function geometryOf({ positions, indices, normals, colours }: Surface): BufferGeometry {
	const geometry = new BufferGeometry();
	geometry.setAttribute("position", new BufferAttribute(positions, 3));
	geometry.setAttribute("normal", new BufferAttribute(normals, 3));
	geometry.setAttribute("color", new BufferAttribute(linear(colours), 3));
	geometry.setIndex(new BufferAttribute(indices, 1));
	return geometry;
}

/** sRGB to linear light, which is what three.js reckons with. */
function linear(colours: Float32Array): Float32Array {
	const colour = new Color();
	const light = new Float32Array(colours.length);
	for (let at = 0; at < colours.length; at += 3) {
		colour.setRGB(colours[at] ?? 0, colours[at + 1] ?? 0, colours[at + 2] ?? 0, SRGBColorSpace).toArray(light, at);
	}
	return light;
}
