/** How the viewer's server says no: a status and a sentence. */

import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";

export type ViewerContext = Context<{ Bindings: HttpBindings }>;

export interface Refusal {
	readonly status: 400 | 403 | 404 | 405 | 410 | 413 | 414 | 416;
	readonly why: string;
}

export const METHODS: readonly string[] = ["GET", "HEAD"];

export function refuse(context: ViewerContext, { status, why }: Refusal): Response {
	if (status === 405) context.header("Allow", METHODS.join(", "));
	return context.text(`${status}: ${why}\n`, status);
}
