/** Columns of text for people. */

/** Rows as aligned columns; `right` names the columns (from 0) whose cells are numbers. */
export function textTable(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
	const widths: number[] = [];
	for (const row of rows) {
		for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
	}
	const line = (row: readonly string[]): string =>
		row
			.map((cell, column) => {
				const width = widths[column] ?? 0;
				return right.includes(column) ? cell.padStart(width) : cell.padEnd(width);
			})
			.join("  ")
			.trimEnd();
	return rows.map(line).join("\n");
}

/** 14,694,087 */
export function formatCount(value: number): string {
	return value.toLocaleString("en-US");
}

/** 14.7 MB */
export function formatBytes(bytes: number): string {
	const units = ["B", "kB", "MB", "GB", "TB"];
	let value = bytes;
	let unit = 0;
	while (value >= 1000 && unit < units.length - 1) {
		value /= 1000;
		unit += 1;
	}
	return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}
