/** A mesh to turn by hand, drawn by three.js. Draws only when something has changed. */

import {
	BufferAttribute,
	BufferGeometry,
	Color,
	HemisphereLight,
	Mesh,
	MeshStandardMaterial,
	PerspectiveCamera,
	Scene,
	SRGBColorSpace,
	WebGLRenderer,
} from "three";
import { OrbitControls } from "three/addons/controls/OrbitControls.js";
import type { Surface } from "../engine/protocol.ts";

const views = new WeakMap<HTMLElement, OrbitView>();

export class OrbitView {
	readonly #renderer: WebGLRenderer;
	readonly #scene = new Scene();
	readonly #camera = new PerspectiveCamera(30, 1, 0.01, 100);
	readonly #controls: OrbitControls;
	readonly #host: HTMLElement;
	#mesh: Mesh<BufferGeometry, MeshStandardMaterial> | null = null;

	/** The view of a place on the page; there is one. */
	static in(host: HTMLElement): OrbitView {
		const view = views.get(host) ?? new OrbitView(host);
		views.set(host, view);
		return view;
	}

	private constructor(host: HTMLElement) {
		this.#host = host;
		this.#renderer = new WebGLRenderer({ antialias: true, alpha: true });
		this.#renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
		this.#renderer.outputColorSpace = SRGBColorSpace;
		const { domElement } = this.#renderer;
		domElement.setAttribute("role", "img");
		domElement.setAttribute("aria-label", "The mesh. Drag to turn, scroll to zoom.");
		host.append(domElement);
		this.#controls = new OrbitControls(this.#camera, domElement);
		this.#controls.addEventListener("change", () => this.#draw());
		this.#scene.add(new HemisphereLight(0xffffff, 0x8a8f98, 2.6));
		new ResizeObserver(() => this.#fit()).observe(host);
	}

	/** Shows a surface from the front. */
	show({ positions, indices, normals, colours }: Surface): void {
		this.#mesh?.geometry.dispose();
		this.#mesh?.material.dispose();
		this.#mesh?.removeFromParent();
		const geometry = new BufferGeometry();
		geometry.setAttribute("position", new BufferAttribute(positions, 3));
		geometry.setAttribute("normal", new BufferAttribute(normals, 3));
		geometry.setAttribute("color", new BufferAttribute(linear(colours), 3));
		geometry.setIndex(new BufferAttribute(indices, 1));
		geometry.computeBoundingSphere();
		const material = new MeshStandardMaterial({ vertexColors: true, roughness: 0.9 });
		this.#mesh = new Mesh(geometry, material);
		this.#scene.add(this.#mesh);
		const { center, radius } = geometry.boundingSphere ?? { center: this.#controls.target, radius: 1 };
		this.#controls.target.copy(center);
		this.#camera.position.set(center.x, center.y, center.z + radius * 4);
		this.#controls.update();
		this.#fit();
	}

	#fit(): void {
		const { clientWidth: width, clientHeight: height } = this.#host;
		if (width === 0 || height === 0) return;
		this.#renderer.setSize(width, height);
		this.#camera.aspect = width / height;
		this.#camera.updateProjectionMatrix();
		this.#draw();
	}

	#draw(): void {
		this.#renderer.render(this.#scene, this.#camera);
	}
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
