/** The other side of a threaded studio: takes a picture for every task. */

import { serveTasks, type WorkerScope } from "../../host/serve-tasks.ts";
import { type PictureRequest, type Pictures, takePicture } from "./studio.ts";

export interface StudioTask {
	readonly kind: keyof Pictures;
	readonly request: PictureRequest;
}

export function serveStudio(scope: WorkerScope): void {
	serveTasks(scope, ({ kind, request }: StudioTask) => takePicture(kind, request));
}
