/**
 * The closing lines of a test run: what was skipped and why, and the totals alone on the last line, for people and
 * for scripts: `N passed, N failed, N skipped`.
 *
 * A file that cannot be loaded and an error outside any test each count as one failure.
 */

import type { Reporter, TestCase, TestModule, TestSuite } from "vitest/node";

interface Totals {
	passed: number;
	failed: number;
	skipped: number;
	/** Skipped cases by reason. */
	readonly reasons: Map<string, { cases: number; where: Set<string> }>;
}

export class ClosingLines implements Reporter {
	readonly #print: (line: string) => void;

	constructor(print: (line: string) => void = printLine) {
		this.#print = print;
	}

	onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
		const totals: Totals = { passed: 0, failed: unhandledErrors.length, skipped: 0, reasons: new Map() };
		for (const module of modules) countModule(module, totals);
		for (const [reason, { cases, where }] of totals.reasons) {
			this.#print(`skipped ${cases} in ${[...where].join(", ")} (${reason})`);
		}
		this.#print(`ran ${totals.passed + totals.failed} / skipped ${totals.skipped}`);
		this.#print(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
	}
}

function printLine(line: string): void {
	process.stdout.write(`${line}\n`);
}

function countModule(module: TestModule, totals: Totals): void {
	totals.failed += module.errors().length;
	for (const suite of module.children.allSuites()) totals.failed += suite.errors().length;
	for (const test of module.children.allTests()) countTest(test, totals);
}

function countTest(test: TestCase, totals: Totals): void {
	const result = test.result();
	if (result.state === "passed") totals.passed++;
	else if (result.state === "failed") totals.failed++;
	else {
		totals.skipped++;
		const reason = (result.state === "skipped" && result.note) || suiteReason(test) || "no reason given";
		const entry = totals.reasons.get(reason) ?? { cases: 0, where: new Set<string>() };
		entry.cases++;
		entry.where.add(test.module.relativeModuleId);
		totals.reasons.set(reason, entry);
	}
}

/** The reason declared by the nearest suite around a test. */
function suiteReason(test: TestCase): string | undefined {
	let parent: TestSuite | TestModule = test.parent;
	while (parent.type === "suite") {
		const reason = parent.meta().skipReason;
		if (reason !== undefined) return reason;
		parent = parent.parent;
	}
	return undefined;
}
