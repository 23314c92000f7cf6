import { describe, expect, it } from "vitest";
import type { WorkerScript, WorkerThread } from "../../host/worker-pool.ts";
import { nodeWorkerPool } from "./worker-pool.ts";

const ECHO = "self.onmessage = ({ data }) => self.postMessage({ echo: data });";

/** Starts a worker whose messages and failure are promises. */
function start(script: WorkerScript): { thread: WorkerThread; message: Promise<unknown>; failure: Promise<Error> } {
	let [onMessage, onFailure]: [(data: unknown) => void, (error: Error) => void] = [() => {}, () => {}];
	const message = new Promise<unknown>((resolve) => {
		onMessage = resolve;
	});
	const failure = new Promise<Error>((resolve) => {
		onFailure = resolve;
	});
	const thread = nodeWorkerPool().spawn("test worker", script, { onMessage, onFailure });
	thread.keepAlive(true);
	return { thread, message, failure };
}

describe("worker threads of Node", () => {
	it("run a script given as text and answer messages posted before they are ready", async () => {
		const { thread, message } = start({ source: ECHO });
		thread.post([1, "two"]);
		expect(await message).toEqual({ echo: [1, "two"] });
		await thread.terminate();
	});

	it("run a module given by its address", async () => {
		const url = new URL(`data:text/javascript,${encodeURIComponent(ECHO)}`);
		const { thread, message } = start({ url });
		thread.post(7);
		expect(await message).toEqual({ echo: 7 });
		await thread.terminate();
	});

	it("share shared memory", async () => {
		const { thread, message } = start({
			source: "self.onmessage = ({ data }) => { new Int32Array(data)[0] = 42; self.postMessage(0); };",
		});
		const shared = new SharedArrayBuffer(4);
		thread.post(shared);
		await message;
		expect(new Int32Array(shared)[0]).toBe(42);
		await thread.terminate();
	});

	it("report what a script throws and does not catch", async () => {
		const { failure } = start({ source: "throw new TypeError('of no use');" });
		expect((await failure).message).toBe("of no use");
	});

	it("report a script that ends by itself, but not one that is terminated", async () => {
		expect((await start({ source: "process.exit(5);" }).failure).message).toContain("exit code 5");
		const { thread, failure } = start({ source: ECHO });
		await thread.terminate();
		expect(await Promise.race([failure, new Promise((resolve) => setTimeout(resolve, 50, "quiet"))])).toBe("quiet");
	});
});
