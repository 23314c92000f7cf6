/**
 * Keeps compiled graphs by key, so that each is built and compiled once, also when asked for twice at a time. Of a group –
 * graphs for sizes that a user may choose freely – only those used last are kept, since each takes much memory.
 */

import type { CompiledGraph, InferenceRuntime } from "../host/inference-runtime.ts";
import { RuntimeFailureError } from "../tensor/errors.ts";

/** Graphs of which only some are kept. */
export interface GraphGroup {
	readonly name: string;
	/** How many stay compiled. */
	readonly most: number;
}

export class SessionCache {
	readonly #runtime: InferenceRuntime;
	readonly #graphs = new Map<string, Promise<CompiledGraph>>();
	/** By name of the group; those used last come last. */
	readonly #groups = new Map<string, Set<ReleasedGraph>>();
	#disposed = false;

	constructor(runtime: InferenceRuntime) {
		this.#runtime = runtime;
	}

	/**
	 * The graph `key`, built by `build` (which gives ONNX bytes) the first time. A failed build is tried again. One of a
	 * group may be released meanwhile, and is compiled again when it runs.
	 */
	async get(key: string, build: () => Uint8Array, group?: GraphGroup): Promise<CompiledGraph> {
		if (this.#disposed) throw new RuntimeFailureError(`graph '${key}': asked for after dispose()`);
		const known = this.#graphs.get(key);
		if (known) return known;
		const compiling = this.#compile(key, build, group);
		this.#graphs.set(key, compiling);
		return compiling;
	}

	async #compile(key: string, build: () => Uint8Array, group: GraphGroup | undefined): Promise<CompiledGraph> {
		const compile = (): Promise<CompiledGraph> => this.#runtime.compile(key, build());
		try {
			const graph = await compile();
			return group ? this.#grouped(graph, compile, group) : graph;
		} catch (error) {
			this.#graphs.delete(key);
			throw error;
		}
	}

	#grouped(graph: CompiledGraph, compile: () => Promise<CompiledGraph>, { name, most }: GraphGroup): CompiledGraph {
		const members = this.#groups.get(name) ?? new Set<ReleasedGraph>();
		this.#groups.set(name, members);
		const member = new ReleasedGraph(graph, compile, () => {
			members.delete(member);
			members.add(member);
			for (const other of [...members].slice(0, -most)) {
				members.delete(other);
				void other.release();
			}
		});
		member.touch();
		return member;
	}

	/** Releases every session. The cache cannot be used afterwards; a second call does nothing. */
	async dispose(): Promise<void> {
		this.#disposed = true;
		const graphs = [...this.#graphs.values()];
		this.#graphs.clear();
		await Promise.allSettled(graphs.map(async (graph) => (await graph).dispose()));
	}
}

/** A graph whose session may be given back between runs, and is made again for the next one. */
class ReleasedGraph implements CompiledGraph {
	readonly runOnGpu?: NonNullable<CompiledGraph["runOnGpu"]>;
	/** Makes it the one that was used last. */
	readonly touch: () => void;
	readonly #compile: () => Promise<CompiledGraph>;
	#session: Promise<CompiledGraph> | null;
	#running = 0;
	#released = false;
	#disposed = false;

	constructor(graph: CompiledGraph, compile: () => Promise<CompiledGraph>, touch: () => void) {
		this.#session = Promise.resolve(graph);
		this.#compile = compile;
		this.touch = touch;
		if (graph.runOnGpu) {
			this.runOnGpu = (feeds) =>
				this.#use(
					(session) => session.runOnGpu?.(feeds) ?? Promise.reject(new RangeError("a session changed its device")),
				);
		}
	}

	run(feeds: Parameters<CompiledGraph["run"]>[0]): ReturnType<CompiledGraph["run"]> {
		return this.#use((session) => session.run(feeds));
	}

	/** Gives the session back once nothing runs. */
	async release(): Promise<void> {
		this.#released = true;
		if (this.#running > 0 || !this.#session) return;
		const session = this.#session;
		this.#session = null;
		await session.then((one) => one.dispose()).catch(() => undefined);
	}

	async dispose(): Promise<void> {
		this.#disposed = true;
		await this.release();
	}

	async #use<T>(work: (session: CompiledGraph) => Promise<T>): Promise<T> {
		if (this.#disposed) throw new RuntimeFailureError("a graph was run after dispose()");
		this.#released = false;
		this.#running += 1;
		this.touch();
		try {
			this.#session ??= this.#compile().catch((error: unknown) => {
				this.#session = null; // the next run tries again
				throw error;
			});
			return await work(await this.#session);
		} finally {
			this.#running -= 1;
			if (this.#released) await this.release();
		}
	}
}
