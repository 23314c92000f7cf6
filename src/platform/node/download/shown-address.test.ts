import { describe, expect, it } from "vitest";
import { shownAddress, withShownAddresses } from "./shown-address.ts";

const SIGNED = "https://bucket.example.com/nets/cars.pkl?X-Amz-Credential=AKIA&X-Amz-Signature=abc123";

describe("shownAddress", () => {
	it("leaves out users, passwords, and parameters that may let somebody in", () => {
		expect(shownAddress(SIGNED)).toBe("https://bucket.example.com/nets/cars.pkl?…");
		expect(shownAddress("https://me:secret@example.com/a.pkl")).toBe("https://example.com/a.pkl");
		expect(shownAddress("https://example.com/a.pkl?download=true&token=s3#sha256=00")).toBe(
			"https://example.com/a.pkl?download=true&…#sha256=00",
		);
	});

	it("leaves everything else as it is", () => {
		for (const same of [
			"heads",
			"./a?token=1.pkl",
			"https://example.com/a.pkl",
			"https://example.com/resolve/main/a.pkl?download=true",
			"https://[",
		]) {
			expect(shownAddress(same)).toBe(same);
		}
	});

	it("reaches every address in a record, and nothing else", () => {
		const at = new Float32Array(2);
		const record = { network: { name: SIGNED }, repeat: ["sample", "--network", SIGNED], seeds: [1], at, none: null };
		const shown = "https://bucket.example.com/nets/cars.pkl?…";
		expect(withShownAddresses(record)).toEqual({
			network: { name: shown },
			repeat: ["sample", "--network", shown],
			seeds: [1],
			at,
			none: null,
		});
	});
});
