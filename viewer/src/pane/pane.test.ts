/** The pane with a worker that is none: what is asked for, what is dropped, what is drawn in the end. */

import { describe, expect, it } from "vitest";
import { type CallOptions, type Engine, EngineError } from "../engine/client.ts";
import type { Frame, FrameRequest, NetworkFacts } from "../engine/protocol.ts";
import { VIEW_DEFAULTS, type ViewState } from "../state/view-state.ts";
import type { OpenControl, OpenedNetwork, Opener } from "./network-opener.ts";
import { Pane } from "./pane.ts";

const FACTS = { name: "none", device: "webgpu", nrr: 64, coarse: 24, fine: 24 } as NetworkFacts;
const HOME = VIEW_DEFAULTS.network;

interface Asked extends FrameRequest {
	readonly signal: AbortSignal;
	finish(): void;
	fail(code: string): void;
}

/** A worker that answers when the test says so. */
class HandEngine implements Engine {
	readonly asked: Asked[] = [];
	isClosed = false;

	call(name: string, input: unknown, { signal }: CallOptions = {}): Promise<never> {
		if (name !== "frame" || !signal) throw new Error(`not expected: ${name}`);
		return new Promise<never>((resolve, reject) => {
			const fail = (code: string): void => reject(new EngineError({ code, message: `failed: ${code}` }));
			signal.addEventListener("abort", () => fail("aborted"));
			const request = input as FrameRequest;
			this.asked.push({ ...request, signal, fail, finish: () => resolve(frameOf(request) as never) });
		});
	}

	close(): void {
		this.isClosed = true;
	}
}

function frameOf({ view, quality }: FrameRequest): Frame {
	const times = { mapping: 0, backbone: 0, render: 3, superresolution: quality.superresolution ? 60 : 0 };
	const pixels = new Uint8ClampedArray(4);
	return { width: 1, height: 1, pixels, type: view.picture.type, quality, times, depthRange: null };
}

class Setting implements Opener {
	readonly engines: HandEngine[] = [];
	readonly devices: (string | undefined)[] = [];
	readonly drawn: Frame[] = [];
	readonly said: string[] = [];
	readonly pane: Pane = new Pane({
		opener: this,
		draw: (frame) => this.drawn.push(frame),
		onChange: () => {},
		say: (text) => this.said.push(text),
	});

	async open(choice: ViewState["network"], { device }: OpenControl): Promise<OpenedNetwork> {
		const client = new HandEngine();
		this.engines.push(client);
		this.devices.push(device);
		return { choice, client, facts: { ...FACTS, device: device ?? FACTS.device } };
	}

	/** What the last network was asked, from the one at `index` on. */
	asked(index: number): Asked {
		const one = this.engines.at(-1)?.asked[index];
		if (!one) throw new Error(`request ${index} was not made`);
		return one;
	}
}

const turned = (yaw: number): ViewState => ({ ...VIEW_DEFAULTS, camera: { ...VIEW_DEFAULTS.camera, yaw } });

async function turns(count = 10): Promise<void> {
	for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
}

/** A pane whose first picture stands at full quality. */
async function settledPane(): Promise<Setting> {
	const setting = new Setting();
	setting.pane.show(HOME, VIEW_DEFAULTS, false);
	await turns();
	setting.asked(0).finish();
	await turns();
	setting.asked(1).finish();
	await turns();
	expect(setting.pane.readings.settled).toBe(true);
	return setting;
}

describe("Pane", () => {
	it("draws a quick picture first, then the one that was asked for", async () => {
		const { drawn } = await settledPane();
		expect(drawn.map(({ quality }) => quality.nrr)).toEqual([32, 64]);
		expect(drawn.map(({ quality }) => quality.superresolution)).toEqual([false, true]);
	});

	it("drops what was overtaken on the move, and draws the last at full quality when it is still", async () => {
		const setting = await settledPane();
		for (const yaw of [1, 2, 3, 4]) setting.pane.show(HOME, turned(yaw), true);
		await turns();
		setting.asked(2).finish();
		await turns();
		setting.asked(3).finish();
		await new Promise((resolve) => setTimeout(resolve, 200));
		setting.asked(4).finish();
		await turns();
		const { asked } = setting.engines[0] ?? { asked: [] };
		expect(asked.slice(2).map(({ view }) => view.camera.yaw)).toEqual([1, 4, 4]);
		expect(asked.at(-1)?.quality).toEqual({ nrr: 64, coarse: 24, fine: 24, superresolution: true });
		expect(setting.pane.readings.settled).toBe(true);
	});

	it("stops a picture at full quality that a movement overtakes", async () => {
		const setting = await settledPane();
		setting.pane.show(HOME, turned(1), false);
		await turns();
		setting.pane.show(HOME, turned(2), true);
		await turns();
		expect(setting.asked(2).signal.aborted).toBe(true);
		expect(setting.asked(3).view.camera.yaw).toBe(2);
	});

	it("opens the network on the CPU when its GPU is lost, and draws what was wanted", async () => {
		const setting = await settledPane();
		setting.pane.show(HOME, turned(5), false);
		await turns();
		setting.asked(2).fail("lost");
		await turns();
		expect(setting.devices).toEqual([undefined, "cpu"]);
		expect(setting.engines[0]?.isClosed).toBe(true);
		expect(setting.asked(0).view.camera.yaw).toBe(5);
		expect(setting.said).toEqual([expect.stringContaining("Going on on the CPU")]);
	});

	it("tells what else goes wrong, and goes on with the next state", async () => {
		const setting = await settledPane();
		setting.pane.show(HOME, turned(5), false);
		await turns();
		setting.asked(2).fail("memory");
		await turns();
		expect(setting.pane.readings.problem).toBe("failed: memory");
		setting.pane.show(HOME, turned(6), false);
		await turns();
		setting.asked(3).finish();
		await turns();
		expect(setting.pane.readings).toMatchObject({ problem: null, settled: true });
	});
});
