import { describe, expect, it } from "vitest";
import { EngineError } from "../engine/client.ts";
import type { FromWorker, ToWorker } from "../engine/protocol.ts";
import { type Asking, NetworkOpener } from "./network-opener.ts";

const URL_OF_A_LINK = "https://elsewhere.example/net.pkl";

/** Someone who has nothing and says no. */
const NEVER: Asking = { stored: async () => [], mayFetch: () => false, mayOpen: () => false };

/** What becomes of opening an address: there are no workers here, so that one that may be fetched fails later. */
async function outcome(opener: NetworkOpener): Promise<string> {
	const error: unknown = await opener.open({ kind: "url", url: URL_OF_A_LINK }, {}).catch((error: unknown) => error);
	return error instanceof EngineError ? error.message : "it would be fetched";
}

describe("NetworkOpener", () => {
	it("asks before it fetches what a link names, and once", async () => {
		const asked: string[] = [];
		const opener = new NetworkOpener([], "cpu", { ...NEVER, mayFetch: (url) => asked.push(url) > 1 });
		expect(await outcome(opener)).toMatch(/was not fetched, since you said no/);
		expect(await outcome(opener)).toBe("it would be fetched");
		expect(await outcome(opener)).toBe("it would be fetched");
		expect(asked).toEqual([URL_OF_A_LINK, URL_OF_A_LINK]);
	});

	it("does not ask for what the user typed", async () => {
		const opener = new NetworkOpener([], "cpu", NEVER);
		opener.allow(URL_OF_A_LINK);
		expect(await outcome(opener)).toBe("it would be fetched");
	});

	it("asks whether to open what is refused otherwise, and remembers the answer", async () => {
		const [asked, requests]: [string[], (readonly string[])[]] = [[], []];
		const refusing = (): Worker => {
			const worker = {
				onmessage: (_: { data: FromWorker }): void => undefined,
				terminate: () => undefined,
				postMessage(message: ToWorker): void {
					if (!("call" in message) || message.call !== "open") return;
					const { allowed } = message.input;
					requests.push(allowed);
					const missing = (["allowUnused", "allowLarge"] as const).find((one) => !allowed.includes(one));
					const failure = { code: "checkpoint", message: `refused: ${missing}`, unless: missing ?? null };
					queueMicrotask(() => this.onmessage({ data: { id: message.id, failure } }));
				},
			};
			return worker as unknown as Worker;
		};
		const mayOpen = (reason: string): boolean => asked.push(reason) > 0;
		const opener = new NetworkOpener([], "cpu", { ...NEVER, mayOpen }, refusing);
		const open = async (): Promise<unknown> =>
			await opener.open({ kind: "stored", name: "odd.pkl", bytes: 3 }, {}).catch((error: unknown) => error);
		expect(await open()).toMatchObject({ message: "refused: undefined", unless: null });
		expect(asked).toEqual(["refused: allowUnused", "refused: allowLarge"]);
		expect(requests).toEqual([[], ["allowUnused"], ["allowUnused", "allowLarge"]]);
		await open();
		expect(asked).toHaveLength(2);
		const refused = new NetworkOpener([], "cpu", NEVER, refusing);
		await expect(refused.open({ kind: "stored", name: "odd.pkl", bytes: 3 }, {})).rejects.toThrow("allowUnused");
	});

	it("does not ask for what was fetched before", async () => {
		const stored = async () => [{ choice: { kind: "url", url: URL_OF_A_LINK } as const }];
		expect(await outcome(new NetworkOpener([], "cpu", { ...NEVER, stored }))).toBe("it would be fetched");
	});
});
