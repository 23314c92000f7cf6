/** The result of `triplane verify` for people. */

import type { VerifyReport } from "../../analysis/verify/verify-golden.ts";
import { formatShape } from "../../tensor/shape.ts";
import { textTable } from "../text-table.ts";

type Comparison = VerifyReport["comparisons"][number];

export function verifyText(goldenName: string, report: VerifyReport): string {
	const { device, renderer, comparisons, inputs, unknown, passed } = report;
	const failed = comparisons.filter((comparison) => !comparison.passed);
	const header = ["", "stage", "tensor", "shape", "max abs", "max rel", "peak", "rel L2", "allowed peak", "allowed L2"];
	const sections = [
		`${goldenName} on ${device}, renderer ${renderer}`,
		textTable([header, ...comparisons.map(comparisonRow)], [4, 5, 6, 7, 8, 9]),
		...failed.map(worstText),
		...comparisons.flatMap(({ name, quirk }) => (quirk === undefined ? [] : [`${name}: as published, ${quirk}`])),
		...comparisons.flatMap(({ name, conditioned }) =>
			conditioned === true ? [`${name}: judged by how far it moves when its inputs move by rounding`] : [],
		),
		...(unknown.length > 0 ? [`not compared, since no stage gives them: ${unknown.join(", ")}`] : []),
		...(inputs.length > 0 ? [`taken as inputs: ${inputs.join(", ")}`] : []),
		passed ? `passed: ${comparisons.length} tensors` : `FAILED: ${failed.length} of ${comparisons.length} tensors`,
	];
	return sections.join("\n");
}

function comparisonRow(comparison: Comparison): string[] {
	const { stage, name, shape, maxAbsolute, maxRelative, peak, relativeL2, tolerance, passed } = comparison;
	const numbers = [maxAbsolute, maxRelative, peak, relativeL2, tolerance.peak, tolerance.relativeL2];
	return [passed ? "ok" : "FAIL", stage, name, formatShape(shape), ...numbers.map((value) => value.toExponential(1))];
}

function worstText({ name, worst }: Comparison): string {
	return `${name}: worst at ${formatShape(worst.index)}: ${worst.got}, want ${worst.want}`;
}
