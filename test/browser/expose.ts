/** The page's side of `test-page.ts`. */

// biome-ignore lint/suspicious/noExplicitAny: each function knows its own argument, which crosses as plain JSON
export type Exposed = Readonly<Record<string, (argument: any) => Promise<unknown>>>;

/** Hands functions over to the test; call it once, when the page is ready. */
export function expose(functions: Exposed): void {
	Object.assign(globalThis, { exposed: functions });
}
