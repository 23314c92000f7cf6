/**
 * Worker threads, as a platform hands them in. A worker runs a script of its own in a thread of its own; the two exchange
 * messages that are copied, except for shared memory, which is shared.
 *
 * The script sees what a dedicated worker in a browser sees, and may use no more than this of it: it sets
 * `self.onmessage = ({ data }) => …` and calls `self.postMessage(value)`.
 */

/** A script given as text, or the address of a module. */
export type WorkerScript = { readonly source: string } | { readonly url: URL };

export interface WorkerListener {
	onMessage(data: unknown): void;
	/** The script threw where nothing caught it, could not be loaded, or ended by itself. Nothing comes after it. */
	onFailure(error: Error): void;
}

export interface WorkerThread {
	post(data: unknown): void;
	/** Whether the thread keeps the process alive (Node). It does not at first. */
	keepAlive(on: boolean): void;
	terminate(): Promise<void>;
}

export interface WorkerPool {
	/** How many threads this machine runs at once. */
	readonly concurrency: number;
	/** Starts a worker; `name` is for debuggers and messages. What is posted before the script is ready arrives later. */
	spawn(name: string, script: WorkerScript, listener: WorkerListener): WorkerThread;
}
