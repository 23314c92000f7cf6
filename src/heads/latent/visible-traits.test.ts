import { describe, expect, it } from "vitest";
import { portraitLatent } from "../portrait.ts";
import { personOf } from "./person.ts";
import { traitScale, visibleTraits } from "./visible-traits.ts";

const people = Array.from({ length: 300 }, (_, index) => portraitLatent({ seed: 3 }, index));
const scale = traitScale(people);

/** Columns of everybody whose names begin so. */
function valuesOf(path: string, z: Float32Array): number[] {
	const traits = visibleTraits(z, scale);
	return scale.columns.flatMap(({ name }, column) => (name.startsWith(path) ? [traits[column] ?? Number.NaN] : []));
}

describe("visible traits", () => {
	it("are of about unit size, kinds apart", () => {
		for (const [column, { name }] of scale.columns.entries()) {
			if (/=|worn|glasses/.test(name)) continue;
			const values = people.map((z) => visibleTraits(z, scale)[column] ?? 0);
			const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
			expect(mean, name).toBeCloseTo(0, 4);
			const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
			expect(square, name).toBeCloseTo(1, 3);
		}
	});

	it.each([
		["worn.headwear.", (z: Float32Array) => personOf(z).identity.headwear.kind !== "none"],
		["worn.beard.", (z: Float32Array) => personOf(z).identity.beard.style !== "none"],
		["worn.secondCloth.", (z: Float32Array) => personOf(z).identity.body.pattern !== "plain"],
		["glasses.", (z: Float32Array) => personOf(z).identity.glasses !== null],
	])("of %s are 0 for those who have none, and told for those who have", (path, has) => {
		const withIt = people.filter(has);
		const without = people.filter((z) => !has(z));
		expect(withIt.length).toBeGreaterThan(5);
		expect(valuesOf(path, withIt[0] ?? new Float32Array()).length).toBeGreaterThan(2);
		for (const z of without) expect(valuesOf(path, z).every((value) => value === 0)).toBe(true);
		for (const z of withIt) expect(valuesOf(path, z).some((value) => Math.abs(value) > 0.01)).toBe(true);
	});
});
