/** What `triplane dataset check` does: names everything that is wrong with a dataset. */

import { checkDataset, type DatasetReport } from "../../data/check/check-dataset.ts";
import type { Finding } from "../../data/check/findings.ts";
import type { Scene } from "../../data/check/sampled-box.ts";
import { presetConfig, presetNames } from "../../generator/presets.ts";
import { nodeImageCodec } from "../../platform/node/image-codec.ts";
import { openFiles } from "../../platform/node/open-files.ts";
import { EXIT_CHECK_FAILED } from "../exit-codes.ts";
import type { OptionsOf } from "../options/fields.ts";
import { sceneChanges } from "../options/scene.ts";
import { startProgress } from "../progress-bar.ts";
import type { Session } from "../session.ts";
import { Terminal } from "../terminal.ts";
import { formatCount } from "../text-table.ts";
import type { CHECK } from "./options.ts";

export type CheckCommandOptions = OptionsOf<typeof CHECK>;

export async function runCheck(source: string, options: CheckCommandOptions, session: Session): Promise<void> {
	const terminal = new Terminal(options);
	const { signal } = session;
	await using files = await openFiles(source);
	using progress = startProgress("check", terminal.talks);
	const result = await checkDataset(files, nodeImageCodec, {
		pixels: !options.headersOnly,
		side: options.resolution,
		ignore: options.ignore,
		scenes: scenesOf(options),
		signal,
		onProgress: ({ stage, fraction }) => progress.update(fraction, stage),
	});
	progress[Symbol.dispose]();
	terminal.text(checkText(result));
	terminal.value({ ...result, sound: result.findings.length === 0 });
	if (result.findings.length > 0) session.exitWith(EXIT_CHECK_FAILED);
}

/** Those of the configuration, with its box and limits changed; without a name, those of any. */
function scenesOf({ cfg, ...options }: CheckCommandOptions): Scene[] {
	const names = cfg === undefined ? presetNames() : [cfg];
	return names.map((name) => presetConfig(name, { scene: sceneChanges(options) }).rendering);
}

function checkText(report: DatasetReport): string {
	const { findings, ignored, pixels } = report;
	const kinds = findings.length === 1 ? "1 kind of fault" : `${findings.length} kinds of faults`;
	return [
		overview(report),
		...findings.flatMap(findingText),
		...(ignored.length > 0 ? [`not looked for: ${ignored.join(", ")}`] : []),
		...(pixels ? [] : ["pixels were not decoded: damage behind the headers is not seen"]),
		findings.length === 0 ? "sound: nothing is wrong" : `FAILED: ${kinds}`,
	].join("\n");
}

function overview({ name, images, labelled, repeats, otherFiles, sizes }: DatasetReport): string {
	const size = sizes.slice(0, 3).map(({ width, height }) => `${width} × ${height}`);
	return [
		`${name}: ${formatCount(images)} ${images === 1 ? "image" : "images"}`,
		...(size.length > 0 ? [size.join(", ") + (sizes.length > 3 ? ", …" : "")] : []),
		`${formatCount(labelled)} with a label`,
		...(repeats > 0 ? [`${formatCount(repeats)} ${repeats === 1 ? "repetition" : "repetitions"}`] : []),
		...(otherFiles > 0 ? [`${formatCount(otherFiles)} other files`] : []),
	].join(", ");
}

function findingText({ kind, count, what, mend, trains, examples }: Finding): string[] {
	const more = count > examples.length ? [`    and ${formatCount(count - examples.length)} more`] : [];
	return [
		`${kind}: ${formatCount(count)} × ${what}`,
		...examples.map(({ name, detail }) => `    ${name}${detail === undefined ? "" : ` (${detail})`}`),
		...more,
		`  → ${mend}${trains ? "; training takes it as it is" : ""}`,
	];
}
