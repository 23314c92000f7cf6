/**
 * The worker: owns the network, its sessions and its device. Calls are done one after the other in the order they come;
 * one that was called off before its turn is not begun, and one in progress stops at its next safe point.
 */

import { AbortedError, CheckpointError, TriplaneError } from "triplane";
import { throwIfAborted } from "triplane/tensor";
import { HANDLERS } from "./handlers.ts";
import { oneTurn } from "./one-turn.ts";
import { OpenNetwork } from "./open-network.ts";
import type { CallName, EarlyControl, Failure, FromWorker, ToWorker } from "./protocol.ts";
import { transferables } from "./transferables.ts";

const controllers = new Map<number, AbortController>();
const network = new OpenNetwork();
let queue: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
	if ("abort" in data) {
		controllers.get(data.abort)?.abort();
		return;
	}
	const controller = new AbortController();
	controllers.set(data.id, controller);
	queue = queue.then(() => answer(data, controller.signal));
};

async function answer(message: Exclude<ToWorker, { abort: number }>, signal: AbortSignal): Promise<void> {
	const { id } = message;
	try {
		throwIfAborted(signal, message.call);
		const control: EarlyControl<CallName> = {
			signal,
			onProgress: ({ stage, fraction }) => send({ id, progress: { stage, fraction } }),
			onEarly: (early) => send({ id, early }, transferables(early)),
		};
		const output = await handle(message.call, message.input, control);
		send({ id, output }, transferables(output));
	} catch (error) {
		// so that the loss of a device is known before its consequences are told.
		await oneTurn();
		send({ id, failure: failureOf(error) });
	} finally {
		controllers.delete(id);
	}
}

/** The cast joins a call and its input, which the protocol's table holds together. */
function handle<K extends CallName>(call: K, input: unknown, control: EarlyControl<CallName>): Promise<unknown> {
	return (
		HANDLERS[call] as (network: OpenNetwork, input: unknown, control: EarlyControl<CallName>) => Promise<unknown>
	)(network, input, control);
}

function send(message: FromWorker, transfer: Transferable[] = []): void {
	self.postMessage(message, { transfer });
}

function failureOf(error: unknown): Failure {
	if (network.lost) return { code: "lost", message: network.lost.message };
	if (error instanceof AbortedError) return { code: "aborted", message: error.message };
	const message = error instanceof Error ? error.message : String(error);
	if (error instanceof RangeError && /memory|allocation/i.test(message)) {
		return { code: "memory", message: `not enough memory in this tab: ${message}` };
	}
	if (error instanceof CheckpointError) return { code: error.code, message, unless: error.unless };
	return { code: error instanceof TriplaneError ? error.code : "fault", message };
}
