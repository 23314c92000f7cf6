import { describe, expect, it } from "vitest";
import { RuntimeFailureError } from "../tensor/errors.ts";
import { serveTasks, type WorkerScope } from "./serve-tasks.ts";
import { TaskQueue } from "./task-queue.ts";
import type { WorkerListener, WorkerPool } from "./worker-pool.ts";

/** Threads that are none: they double numbers, at the next turn of the event loop, and refuse those below zero. */
function doubling(): { readonly pool: WorkerPool; readonly listeners: WorkerListener[] } {
	const listeners: WorkerListener[] = [];
	const spawn: WorkerPool["spawn"] = (_name, _script, listener) => {
		listeners.push(listener);
		const scope: WorkerScope = {
			onmessage: null,
			postMessage: (value) => setTimeout(() => listener.onMessage(value), 0),
		};
		serveTasks(scope, (number: number) => {
			if (number < 0) throw new Error(`${number} is below zero`);
			return 2 * number;
		});
		return {
			post: (data) => scope.onmessage?.({ data }),
			keepAlive: () => undefined,
			terminate: async () => undefined,
		};
	};
	return { pool: { concurrency: 2, spawn }, listeners };
}

const SCRIPT = { source: "" };

describe("a queue of tasks", () => {
	it("answers each task with its own result, however many wait", async () => {
		const queue = new TaskQueue<number, number>(doubling().pool, SCRIPT, 2, "doubling");
		const answers = await Promise.all([1, 2, 3, 4, 5].map((number) => queue.run(number)));
		expect(answers).toEqual([2, 4, 6, 8, 10]);
	});

	it("tells what a task threw, and goes on with the next", async () => {
		const queue = new TaskQueue<number, number>(doubling().pool, SCRIPT, 1, "doubling");
		const [failed, done] = [queue.run(-1), queue.run(1)];
		await expect(failed).rejects.toThrow("doubling: -1 is below zero");
		expect(await done).toBe(2);
	});

	it("rejects what is under way, what waits and what comes when a thread ends or the queue is disposed of", async () => {
		const { pool, listeners } = doubling();
		const lost = new TaskQueue<number, number>(pool, SCRIPT, 1, "doubling");
		const tasks = [lost.run(1), lost.run(2)];
		listeners[0]?.onFailure(new Error("out of memory"));
		for (const task of [...tasks, lost.run(3)]) await expect(task).rejects.toThrow("thread 0 ended: out of memory");
		const ended = new TaskQueue<number, number>(doubling().pool, SCRIPT, 1, "doubling");
		const pending = expect(ended.run(1)).rejects.toThrow(RuntimeFailureError);
		await ended.dispose();
		await pending;
		await expect(ended.run(2)).rejects.toThrow("used after it was disposed of");
	});
});
