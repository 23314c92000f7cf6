/** What `triplane eyes` does: people to numbers, pictures, plots and, where asked, the set of eye regions. */

import { generatorFace } from "../../analysis/eyes/generator-face.ts";
import { headsFace } from "../../analysis/eyes/heads-face.ts";
import { type EyesSubject, type MeasuredEyes, measureEyes } from "../../analysis/eyes/measure-eyes.ts";
import { fitGazeReader, type GazeReader, type Seen } from "../../analysis/eyes/reader/gaze-reader.ts";
import type { EyesRecord } from "../../analysis/eyes/record.ts";
import { wsOfSeed } from "../../analysis/person.ts";
import { cameraLabel } from "../../camera/label.ts";
import type { GazeMode } from "../../heads/gaze.ts";
import { prepareFolder } from "../../platform/node/output-folder.ts";
import { openPlotHost } from "../../platform/node/plot-host.ts";
import { eyesPlots } from "../../report/figures/eyes-plots.ts";
import { joinPlots } from "../../report/plots/svg-plot.ts";
import { ExperimentFiles } from "../figures/experiment-files.ts";
import { eyesSheet } from "../figures/eyes-sheet.ts";
import { networkLabels } from "../network-labels.ts";
import { type OpenedNetwork, openNetwork } from "../open-network.ts";
import { openPeople } from "../options/people.ts";
import { truncationOf } from "../options/rendering.ts";
import { startProgress } from "../progress-bar.ts";
import type { Session } from "../session.ts";
import type { Finished } from "../sidecar.ts";
import { EyeSet } from "./eye-set.ts";
import { eyesText } from "./eyes-text.ts";
import { checkEyesOptions, type EyesOptions } from "./options.ts";
import { writeEyesRecord } from "./record.ts";

export async function runEyes(options: EyesOptions, session: Session): Promise<Finished<readonly EyesRecord[]>> {
	const { signal } = session;
	const terminal = session.terminal(options);
	checkEyesOptions(options);
	const { outdir, control } = options;
	const people = options.person === undefined ? options.seeds.length : 1;
	await using _folder = await prepareFolder(outdir);
	const files = new ExperimentFiles(outdir, signal);
	using progress = startProgress("eyes", terminal.talks);
	const total = people + 2 * control + options.reader;
	let done = 0;
	const onPerson = (): void => progress.update(++done / total, `person ${done} of ${total}`);
	const measured: MeasuredEyes[] = [];
	await using opened = people > 0 ? await openNetwork(options.network, options, terminal, signal) : null;
	const side = opened?.generator.config.imgResolution ?? READER_SIDE;
	const reader = await openReader(options, side, onPerson, signal);
	if (opened) measured.push(await ofNetwork(opened, options, reader, files, onPerson, signal));
	for (const gaze of control > 0 ? (["camera", "free"] as const) : []) {
		measured.push(await ofHeads(gaze, options, reader && { reader, side }, onPerson, signal));
	}
	progress[Symbol.dispose]();
	await writeFigures(files, measured);
	const records = measured.map(({ record }) => record);
	const written = await writeEyesRecord(files, records, options, opened, signal);
	terminal.text(eyesText(records));
	for (const file of [...files.paths, written.path]) terminal.line(file);
	terminal.value({ record: written.path, files: files.paths, records });
	return { result: records, records: [written] };
}

async function ofNetwork(
	opened: OpenedNetwork,
	options: EyesOptions,
	reader: GazeReader | null,
	files: ExperimentFiles,
	onPerson: () => void,
	signal: AbortSignal,
): Promise<MeasuredEyes> {
	const { generator, network } = opened;
	const { levels, yaws, sampleMult } = options;
	const set = options.dataset ? new EyeSet(generator, files, options, signal) : null;
	const truncation = truncationOf(options);
	const mapSeed = (seed: number): ReturnType<typeof wsOfSeed> => wsOfSeed(generator, seed, truncation, signal);
	const people = await openPeople({ seeds: options.seeds }, opened, truncation, mapSeed, signal);
	async function* subjects(): AsyncGenerator<EyesSubject, void, void> {
		for (const seed of people.numbers) {
			const ws = await people.wsOf(seed);
			const person = { seed, ws, planes: await generator.planes(ws, { signal }) };
			const source = generatorFace(generator, person, { levels, sampleMultiplier: sampleMult, signal });
			const seen: Seen = async (camera) => {
				const { image, imageRaw } = await generator.render(person.planes, person.ws, cameraLabel(camera), { signal });
				return image ?? imageRaw;
			};
			yield { id: seed, source, seen };
			await set?.add(person, source);
		}
	}
	const measured = await measureEyes(subjects(), {
		...{
			subject: networkLabels([network.name])[0] ?? network.name,
			yaws,
			levels: [null, ...levels],
			reader,
			signal,
			onPerson,
		},
	});
	await set?.finish();
	return measured;
}

function ofHeads(
	gaze: GazeMode,
	{ control, yaws }: EyesOptions,
	reading: { readonly reader: GazeReader; readonly side: number } | null,
	onPerson: () => void,
	signal: AbortSignal,
): Promise<MeasuredEyes> {
	const heads = Array.from({ length: control }, (_, id) => {
		const source = headsFace(CONTROL_SEED, id, gaze);
		const seen: Seen = async (camera) => source.look(camera, reading?.side ?? READER_SIDE);
		return { id, source, seen };
	});
	const subject = `synthetic heads, gaze ${gaze}`;
	return measureEyes(heads, { subject, yaws, levels: [null], reader: reading?.reader, signal, onPerson });
}

const CONTROL_SEED = 1;
/** Heads that the reader is fitted to are not those of the control. */
const READER_SEED = 3;
/** Pixels of its pictures where no network says how many. */
const READER_SIDE = 64;

async function openReader(
	{ reader: heads, yaws }: EyesOptions,
	side: number,
	onHead: () => void,
	signal: AbortSignal,
): Promise<GazeReader | null> {
	return heads > 0 ? fitGazeReader({ heads, yaws, side, seed: READER_SEED, onHead, signal }) : null;
}

async function writeFigures(files: ExperimentFiles, measured: readonly MeasuredEyes[]): Promise<void> {
	for (const { record, shown } of measured) {
		if (shown.length === 0) continue;
		const name = record.subject.replaceAll(/[^A-Za-z0-9]+/g, "-");
		await files.write(`eyes-${name}.png`, "eye pictures", await eyesSheet(shown, record.subject, record.yaws));
	}
	const host = openPlotHost();
	const plots = eyesPlots(
		host,
		measured.map(({ record }) => record),
	);
	if (plots.length === 0) return;
	const subtitle = "bands: 95 % bootstrap intervals of the mean over people";
	const heading = { title: "Eyes", subtitle };
	await files.write("eyes-plots.svg", "plots", joinPlots(host, heading, plots, 4));
}
