/** Collects what is wrong: counts, and the first examples of each kind. */

import { ALL_FINDING_KINDS, FINDING_KINDS, type FindingKind } from "./finding-kinds.ts";

export interface FindingExample {
	/** The image or file. */
	readonly name: string;
	/** The numbers or the message that show it. */
	readonly detail?: string;
}

export interface Finding {
	readonly kind: FindingKind;
	readonly count: number;
	/** The first ones, in the order of names. */
	readonly examples: readonly FindingExample[];
	readonly what: string;
	readonly mend: string;
	/** Whether training takes a dataset in spite of it. */
	readonly trains?: true;
}

const MOST_EXAMPLES = 10;

export class FindingCollector {
	readonly #found = new Map<FindingKind, { count: number; examples: FindingExample[] }>();

	/** Counts one case. */
	add(kind: FindingKind, name: string, detail?: string): void {
		let entry = this.#found.get(kind);
		if (!entry) {
			entry = { count: 0, examples: [] };
			this.#found.set(kind, entry);
		}
		entry.count += 1;
		if (entry.examples.length < MOST_EXAMPLES) entry.examples.push(detail === undefined ? { name } : { name, detail });
	}

	/** What was found, in a fixed order of kinds. */
	list(): Finding[] {
		return ALL_FINDING_KINDS.flatMap((kind) => {
			const entry = this.#found.get(kind);
			return entry ? [{ kind, count: entry.count, examples: entry.examples, ...FINDING_KINDS[kind] }] : [];
		});
	}
}

/** Findings as lines: what, the first examples, how to mend it. */
export function findingLines(findings: readonly Finding[], examples = 3): string[] {
	return findings.map(({ count, what, mend, examples: known }) => {
		const shown = known.slice(0, examples).map(({ name, detail }) => (detail ? `${name} (${detail})` : name));
		const more = count > shown.length ? ` and ${count - shown.length} more` : "";
		const number = /^(no |dataset\.json)/.test(what) ? "" : `${count} `;
		return `${number}${what}: ${shown.join(", ")}${more} – ${mend}`;
	});
}
