/** The page of curves in a run's folder, and the statistics that it is drawn from. */

import { basename } from "node:path";
import { openPlotHost } from "../../platform/node/plot-host.ts";
import { type StatsRow, statsRow } from "../../report/training/stats-series.ts";
import { trainingPage } from "../../report/training/training-page.ts";
import { metricsLine } from "../../training/loop/stats-line.ts";
import type { TickReport } from "../../training/loop/training-loop.ts";
import { METRICS_FILE, type RunFolder, STATS_FILE } from "./run-folder.ts";
import { duration } from "./run-text.ts";

const PAGE_FILE = "curves.html";

export class Curves {
	readonly #folder: RunFolder;
	readonly #totalKimg: number;
	#rows: StatsRow[] = [];
	#metrics: StatsRow[] = [];
	/** Kimg of the pictures shown last, as their names have it. */
	#pictures: string | null = null;

	constructor(folder: RunFolder, totalKimg: number) {
		this.#folder = folder;
		this.#totalKimg = totalKimg;
	}

	/** Takes up what an earlier session wrote, as far as `images`; what came later is done again. */
	async resume(images: number): Promise<void> {
		this.#rows = rowsOf(await this.#folder.cutLines(STATS_FILE, images));
		this.#metrics = rowsOf(await this.#folder.cutLines(METRICS_FILE, images));
		const known = (await this.#folder.names()).flatMap((name) => /^fakes(\d{6})\.png$/.exec(name)?.[1] ?? []);
		this.#pictures =
			known
				.filter((kimg) => Number(kimg) * 1000 <= images)
				.sort()
				.at(-1) ?? null;
	}

	async addTick(line: string): Promise<void> {
		await this.#folder.appendLine(STATS_FILE, line);
		this.#rows.push(...rowsOf([line]));
	}

	/** Results of metrics at a snapshot. */
	async addMetrics(images: number, results: ReadonlyMap<string, number>): Promise<void> {
		const line = metricsLine(images, results);
		await this.#folder.appendLine(METRICS_FILE, line);
		this.#metrics.push(...rowsOf([line]));
	}

	/** There are pictures of this many thousand images now. */
	showPictures(kimg: string): void {
		this.#pictures = kimg;
	}

	async write(tick: TickReport, running: boolean): Promise<void> {
		const host = openPlotHost();
		const names = new Set(this.#metrics.flatMap((row) => [...row.keys()]));
		const kimg = this.#pictures;
		const page = trainingPage(host, {
			title: basename(this.#folder.path),
			rows: this.#rows,
			facts: factsOf(tick, this.#totalKimg, running),
			pictures: kimg === null ? [] : picturesOf(kimg),
			metrics: [...names]
				.filter((name) => !name.startsWith("Progress/"))
				.map((name) => ({ name, rows: this.#metrics })),
			running,
		});
		await this.#folder.write(PAGE_FILE, page);
	}
}

function rowsOf(lines: readonly string[]): StatsRow[] {
	return lines.flatMap((line) => statsRow(line) ?? []);
}

function factsOf(tick: TickReport, totalKimg: number, running: boolean): [string, string][] {
	const { images, seconds, secondsLeft, imagesPerSecond, shares } = tick;
	const parts = Object.entries(shares).map(([share, part]) => `${share} ${Math.round(100 * part)} %`);
	return [
		["thousands of images", `${(images / 1000).toFixed(1)} of ${totalKimg}`],
		["time", duration(seconds)],
		["left", secondsLeft === null || !running ? "–" : duration(secondsLeft)],
		["images per second", imagesPerSecond.toFixed(2)],
		["parts of the last tick", parts.join(", ")],
		["state", running ? "running" : "ended"],
	];
}

function picturesOf(kimg: string): { file: string; caption: string }[] {
	return [
		{ file: `fakes${kimg}.png`, caption: `fakes at ${Number(kimg)} thousand images` },
		{ file: `fakes${kimg}-raw.png`, caption: "as rendered, before super-resolution" },
		{ file: `fakes${kimg}-depth.png`, caption: "depth: near is white" },
		{ file: "reals.png", caption: "images of the dataset from the same cameras" },
	];
}
