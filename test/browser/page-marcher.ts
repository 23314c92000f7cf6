/** A renderer in a page, dressed as one in this process, so that the suite of all versions runs it like the others. */

import type { GridSlab, PreparedField, RayMarcher } from "../../src/rendering/march/contract.ts";
import * as errors from "../../src/tensor/errors.ts";
import { packTensors, unpackTensors } from "./packed-tensors.ts";
import { openTestPage, type TestPage } from "./test-page.ts";

type Outcome =
	| { readonly result: unknown }
	| { readonly error: { readonly name: string; readonly message: string } | string };

export interface PageMarcher extends RayMarcher {
	/** Loses the page's GPU during a `march` with these arguments; gives what the call rejects with. */
	lose(prepared: PreparedField, ...call: Parameters<PreparedField["march"]>): Promise<unknown>;
	readonly page: TestPage;
}

/** Opens a page with a renderer; `dispose` closes it. */
export async function pageMarcher(renderer: "wgsl" | "wasm"): Promise<PageMarcher> {
	const page = await openTestPage(new URL("march.page.ts", import.meta.url));
	const call = async <T>(name: string, argument: unknown): Promise<T> =>
		resultOf<T>(await page.call<Outcome>(name, packTensors(argument)));
	await call("create", renderer);
	const indices = new WeakMap<PreparedField, number>();
	return {
		name: `${renderer} in a page`,
		page,
		prepare: async (field) => {
			const index = await call<number>("prepare", field);
			const prepared = fieldInPage(index, call);
			indices.set(prepared, index);
			return prepared;
		},
		lose: (prepared, rays, options, noise) =>
			call("lose", { field: indices.get(prepared), rays, options, noise, aborted: false }),
		dispose: () => page.close(),
	};
}

function fieldInPage(field: number, call: <T>(name: string, argument: unknown) => Promise<T>): PreparedField {
	return {
		march: async (rays, options, noise, control = {}) => {
			const aborted = control.signal?.aborted ?? false;
			const argument = { field, rays, options, noise, aborted };
			const { result, progress } = await call<{
				result: Awaited<ReturnType<PreparedField["march"]>>;
				progress: number[];
			}>("march", argument);
			for (const fraction of progress) control.onProgress?.(fraction);
			return result;
		},
		samplePoints: (points, control = {}) =>
			call("samplePoints", { field, points, aborted: control.signal?.aborted ?? false }),
		sampleGrid: async function* (lines, options): AsyncGenerator<GridSlab, void, void> {
			const plain = { x: Array.from(lines.x), y: Array.from(lines.y), z: Array.from(lines.z) };
			yield* await call<GridSlab[]>("sampleGrid", { field, lines: plain, options });
		},
		dispose: () => call("dispose", field),
	};
}

/** The result, or the page's error as one of the same class. */
function resultOf<T>(outcome: Outcome): T {
	if ("result" in outcome) return unpackTensors<T>(outcome.result);
	if (typeof outcome.error === "string") throw new Error(outcome.error);
	const { name, message } = outcome.error;
	const known = (errors as Readonly<Record<string, unknown>>)[name];
	throw typeof known === "function"
		? new (known as new (message: string) => Error)(message)
		: new Error(`${name}: ${message}`);
}
