/** Files dropped anywhere on the page. */

import type { Workbench } from "../app/workbench.ts";

export function listenToDrops(bench: Workbench): void {
	const { classList } = document.documentElement;
	const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
	addEventListener("dragover", (event) => {
		if (!hasFiles(event)) return;
		event.preventDefault();
		classList.add("dropping");
	});
	addEventListener("dragleave", (event) => {
		if (event.relatedTarget === null) classList.remove("dropping");
	});
	addEventListener("drop", (event) => {
		classList.remove("dropping");
		const file = event.dataTransfer?.files[0];
		if (!file) return;
		event.preventDefault();
		void bench.openFile(file);
	});
}
