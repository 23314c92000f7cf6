/** The place of a mesh on the page. What draws it is loaded with the first one. */

import type { MeshShown, MeshView } from "./mesh-view.ts";

export class MeshStage {
	readonly element: HTMLElement;
	#view: MeshView | null = null;
	#loading: Promise<void> | null = null;
	#wanted: MeshShown | null = null;

	constructor(label: string) {
		this.element = document.createElement("div");
		this.element.className = "mesh";
		this.element.tabIndex = 0;
		this.element.setAttribute("role", "img");
		this.element.setAttribute("aria-label", label);
	}

	/** Rejects where the browser has no WebGL. */
	async show(shown: MeshShown): Promise<void> {
		this.#wanted = shown;
		this.#loading ??= import("./mesh-view.ts").then(({ MeshView }) => {
			this.#view = new MeshView(this.element);
		});
		await this.#loading;
		this.#view?.show(this.#wanted);
	}
}
