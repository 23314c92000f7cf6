/** The other side of a threaded studio: takes a picture for every message, and sends it back. */

import { type PictureRequest, type Pictures, takePicture } from "./studio.ts";

/** What a dedicated worker sees of itself. */
export interface WorkerScope {
	onmessage: ((message: { readonly data: unknown }) => void) | null;
	postMessage(value: unknown): void;
}

export interface ToStudioWorker {
	readonly kind: keyof Pictures;
	readonly request: PictureRequest;
}

export type FromStudioWorker =
	| { readonly type: "picture"; readonly picture: Pictures[keyof Pictures] }
	| { readonly type: "failed"; readonly reason: string };

export function serveStudio(scope: WorkerScope): void {
	const send = (message: FromStudioWorker): void => scope.postMessage(message);
	scope.onmessage = ({ data }) => {
		try {
			const { kind, request } = data as ToStudioWorker;
			send({ type: "picture", picture: takePicture(kind, request) });
		} catch (error) {
			send({ type: "failed", reason: error instanceof Error ? error.message : String(error) });
		}
	};
}
