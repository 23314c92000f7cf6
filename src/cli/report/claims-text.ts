/** Claims and verdicts as a table for people. */

import type { ChapterClaims } from "../../report/page/report-page.ts";
import { textTable } from "../text-table.ts";

/** One row per finding: verdict, which claim, and whom it is about. */
export function claimsText(chapters: readonly ChapterClaims[]): string {
	return chapters
		.map(({ title, claims }) => {
			const rows = claims.flatMap(({ id, findings }) =>
				findings.map(({ about, quantity, value, basis, note, verdict }) => {
					const number = value === null ? note : `${quantity}: ${value} (${basis})`;
					return [`  ${verdict}`, id, about, number];
				}),
			);
			return `${title}\n${textTable(rows)}`;
		})
		.join("\n\n");
}
