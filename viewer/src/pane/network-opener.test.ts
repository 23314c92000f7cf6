import { describe, expect, it } from "vitest";
import { EngineError } from "../engine/client.ts";
import { NetworkOpener } from "./network-opener.ts";

const URL_OF_A_LINK = "https://elsewhere.example/net.pkl";

/** What becomes of opening an address: there are no workers here, so that one that may be fetched fails later. */
async function outcome(opener: NetworkOpener): Promise<string> {
	const error: unknown = await opener.open({ kind: "url", url: URL_OF_A_LINK }, {}).catch((error: unknown) => error);
	return error instanceof EngineError ? error.message : "it would be fetched";
}

describe("NetworkOpener", () => {
	it("asks before it fetches what a link names, and once", async () => {
		const asked: string[] = [];
		const opener = new NetworkOpener([], "cpu", { stored: async () => [], mayFetch: (url) => asked.push(url) > 1 });
		expect(await outcome(opener)).toMatch(/was not fetched, since you said no/);
		expect(await outcome(opener)).toBe("it would be fetched");
		expect(await outcome(opener)).toBe("it would be fetched");
		expect(asked).toEqual([URL_OF_A_LINK, URL_OF_A_LINK]);
	});

	it("does not ask for what the user typed", async () => {
		const opener = new NetworkOpener([], "cpu", { stored: async () => [], mayFetch: () => false });
		opener.allow(URL_OF_A_LINK);
		expect(await outcome(opener)).toBe("it would be fetched");
	});

	it("does not ask for what was fetched before", async () => {
		const stored = async () => [{ choice: { kind: "url", url: URL_OF_A_LINK } as const }];
		expect(await outcome(new NetworkOpener([], "cpu", { stored, mayFetch: () => false }))).toBe("it would be fetched");
	});
});
