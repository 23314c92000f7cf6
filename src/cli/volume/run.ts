/** What `triplane volume` does: a view of a person taken apart, as sheets, plots, an animation and a record. */

import { type Person, wsOfSeed } from "../../analysis/person.ts";
import { type LookedInto, lookIntoVolume } from "../../analysis/volume/look-into-volume.ts";
import { type VolumeRecord, volumeRecord } from "../../analysis/volume/record.ts";
import { type ViewCamera, viewCamera } from "../../camera/view-camera.ts";
import type { Generator } from "../../generator/generator.ts";
import { trainingOrbit } from "../../generator/training-cameras.ts";
import { prepareFolder } from "../../platform/node/output-folder.ts";
import { openPlotHost } from "../../platform/node/plot-host.ts";
import { animatedImageWriter } from "../../platform/node/video/animated-image.ts";
import { rayPlots } from "../../report/figures/volume-plots.ts";
import { joinPlots } from "../../report/plots/svg-plot.ts";
import type { PixelImage } from "../../tensor/pixels.ts";
import { ExperimentFiles } from "../figures/experiment-files.ts";
import { mapsSheet, publishedSheet, sectionsSheet, slicesSheet, type VolumeWords } from "../figures/volume-sheets.ts";
import { networkLabels } from "../network-labels.ts";
import { findNetworkFile, type OpenedNetwork, openNetwork } from "../open-network.ts";
import { remarkOnCameras, renderingFov } from "../options/cameras.ts";
import { recordedOptions, repeatOf } from "../options/fields.ts";
import { nameOfResult, openPeople, type PeopleSource } from "../options/people.ts";
import { truncationOf } from "../options/rendering.ts";
import { startProgress } from "../progress-bar.ts";
import type { Session } from "../session.ts";
import { type Finished, writeSidecar } from "../sidecar.ts";
import { animationFrames } from "./animation.ts";
import {
	type PlacedVolumeOptions,
	REPORT_PANELS,
	resolvedVolume,
	VOLUME,
	type VolumeCommandOptions,
} from "./options.ts";
import { volumeText } from "./volume-text.ts";

/** Of MP4, which is not written here. */
const BEST_QUANTIZER = 10;

type Tell = (stage: string, fraction: number) => void;

export async function runVolume(asked: VolumeCommandOptions, session: Session): Promise<Finished<VolumeRecord>> {
	const { signal } = session;
	const terminal = session.terminal(asked);
	const location = await findNetworkFile(asked.network, terminal, signal);
	await using _folder = await prepareFolder(asked.outdir);
	await using opened = await openNetwork(location, asked, terminal, signal);
	const { generator, network, engine } = opened;
	const { rendering } = generator.config;
	const options: PlacedVolumeOptions = { ...asked, fovDeg: renderingFov(asked.fovDeg, rendering).degrees };
	const camera = viewCamera({ yaw: options.yaw, pitch: options.pitch }, trainingOrbit(rendering), options.fovDeg);
	remarkOnCameras([camera], asked, rendering, terminal);
	using progress = startProgress("volume", terminal.talks);
	const most = options.animate === "none" ? 1 : 0.5;
	const tell: Tell = (stage, fraction) => progress.update(fraction * most, stage);
	const { person, source } = await personOf(opened, options, signal);
	const looked = await look(generator, person, camera, options, signal, tell);
	const files = new ExperimentFiles(options.outdir, signal);
	const record = volumeRecord(person.seed, camera, looked);
	const base = nameOfResult("volume", source, person.seed);
	const who = `${source.word} ${person.seed}`;
	await writePictures(files, base, looked, wordsOf(who, record, options));
	await writeRays(files, base, who, record);
	if (options.animate !== "none") {
		const control = { signal, tell: (fraction: number) => progress.update(0.5 + fraction / 2, "animation") };
		const frames = await animationFrames(generator, person, camera, options, control);
		await writeAnimation(files, `${base}-${options.animate}.webp`, frames, options.fps, signal);
	}
	progress[Symbol.dispose]();
	const recorded = recordedOptions(VOLUME, options, resolvedVolume(options, record.side, engine));
	const path = files.pathOf(`${base}.json`);
	const repeat = repeatOf("volume", VOLUME, recorded);
	const details = { options: recorded, ...source.record, result: record, outputs: files.outputs };
	const written = await writeSidecar(path, { command: "volume", repeat, network, engine, ...details }, signal);
	terminal.text(volumeText(record));
	for (const file of [...files.paths, path]) terminal.line(file);
	terminal.value({ record: path, files: files.paths, ...record });
	return { result: record, records: [written] };
}

async function personOf(
	opened: OpenedNetwork,
	options: VolumeCommandOptions,
	signal: AbortSignal,
): Promise<{ readonly person: Person; readonly source: PeopleSource }> {
	const { generator } = opened;
	const truncation = truncationOf(options);
	const mapSeed = (seed: number): Promise<Person["ws"]> => wsOfSeed(generator, seed, truncation, signal);
	const source = await openPeople({ seeds: [options.seed] }, opened, truncation, mapSeed, signal);
	const [seed = 0] = source.numbers;
	const ws = await source.wsOf(seed);
	return { source, person: { seed, ws, planes: await generator.planes(ws, { signal }) } };
}

function look(
	generator: Generator,
	person: Person,
	camera: ViewCamera,
	options: VolumeCommandOptions,
	signal: AbortSignal,
	tell: Tell,
): Promise<LookedInto> {
	const { nrr, sampleMult, sr, slices, depthSamples, pixels, sections, sectionSide, jitterSeed } = options;
	return lookIntoVolume(generator, person, {
		...{ camera, side: nrr, sampleMultiplier: sampleMult, superresolution: sr, slices, depthSamples },
		...{ pixels: pixels ?? null, sections, sectionSide, jitterSeed, signal },
		publishedPanels: options.asPublished ? REPORT_PANELS : 0,
		onProgress: ({ stage, fraction }) => tell(stage, fraction),
	});
}

function wordsOf(who: string, { view }: VolumeRecord, { network, trunc }: VolumeCommandOptions): VolumeWords {
	const { yaw, pitch } = view.trueDegrees;
	const signed = (value: number): string => value.toFixed(1).replace("-", "−");
	return {
		title: `${networkLabels([network])[0]} · ${who}`,
		view: `yaw ${view.publishedYaw}, pitch ${view.publishedPitch} (true ${signed(yaw)}°, ${signed(pitch)}°), trunc ${trunc}`,
	};
}

async function writePictures(
	files: ExperimentFiles,
	base: string,
	looked: LookedInto,
	words: VolumeWords,
): Promise<void> {
	await files.write(`${base}-maps.png`, "maps of the view", await mapsSheet(looked, words));
	await files.write(`${base}-slices.png`, "slices at fixed depths", await slicesSheet(looked, words));
	if (looked.sections.length > 0) {
		await files.write(`${base}-sections.png`, "cross-sections", await sectionsSheet(looked, words));
	}
	const published = await publishedSheet(looked, words);
	if (published) await files.write(`${base}-published.png`, "the report's panels", published);
}

/** An animated WebP that loops. */
async function writeAnimation(
	files: ExperimentFiles,
	name: string,
	frames: readonly PixelImage[],
	fps: number,
	signal: AbortSignal,
): Promise<void> {
	const { width = 0, height = 0 } = frames[0] ?? {};
	const settings = { width, height, fps, quantizer: BEST_QUANTIZER, frames: frames.length, signal };
	await using writer = animatedImageWriter(files.pathOf(name), "webp", settings);
	for (const frame of frames) await writer.add(frame);
	for (const part of await writer.finish()) files.remember(part, "animation");
}

async function writeRays(files: ExperimentFiles, base: string, who: string, { rays }: VolumeRecord): Promise<void> {
	if (rays.length === 0) return;
	const host = openPlotHost();
	const heading = {
		title: `Rays of ${who}`,
		subtitle: "numbers as on the sheet of maps; lines: 256 even samples; dots: the renderer's own samples",
	};
	await files.write(`${base}-rays.svg`, "curves along rays", joinPlots(host, heading, rayPlots(host, rays), 3));
}
