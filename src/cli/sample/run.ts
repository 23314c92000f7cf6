/** What `triplane sample` does: seeds to images. */

import { join } from "node:path";
import type { Person } from "../../analysis/person.ts";
import { inTwoStages } from "../../generator/in-two-stages.ts";
import type { View } from "../../generator/views.ts";
import { prepareFolder } from "../../platform/node/output-folder.ts";
import { writeFileWhole } from "../../platform/node/write-file.ts";
import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import { colourPixels, type PixelImage } from "../../tensor/pixels.ts";
import { depthFiles } from "../depth-files.ts";
import { type PersonPictures, peopleSheet } from "../figures/people-sheet.ts";
import { networkLabels } from "../network-labels.ts";
import { findNetworkFile, openNetwork } from "../open-network.ts";
import { cameraFileRecord, openCameraFile } from "../options/camera-file.ts";
import { remarkOnCameras, sheetCameras } from "../options/cameras.ts";
import { openEdits } from "../options/edits.ts";
import { openPeople, requirePeople } from "../options/people.ts";
import { truncationOf } from "../options/rendering.ts";
import { startProgress } from "../progress-bar.ts";
import type { Session } from "../session.ts";
import { Terminal } from "../terminal.ts";
import { countNotFinite, viewSheets } from "../view-sheets.ts";
import { depthFormats, outputKinds, type SampleOptions } from "./options.ts";
import { generatePerson, mapSeed, renderPerson } from "./person.ts";
import { type PersonFacts, type PersonRecord, writePerson } from "./write-person.ts";

/** More views are probably a mistake, such as all cameras of a dataset. */
const MOST_CAMERAS = 64;

/** Writes a sheet of views and a record for every seed. */
export async function runSample(options: SampleOptions, { signal }: Session): Promise<void> {
	const terminal = new Terminal(options);
	const depths = depthFormats(options);
	const kinds = outputKinds(options).filter((kind) => kind !== "depth" || depths.includes("png"));
	requirePeople(options);
	const location = await findNetworkFile(options.network, terminal, signal);
	const cameraFile = await openCameraFile(options, MOST_CAMERAS, signal);
	await using _folder = await prepareFolder(options.outdir);
	await using opened = await openNetwork(location, options, terminal, signal);
	const { generator, network, engine } = opened;
	const { rendering, mapping } = generator.config;
	const cameras = sheetCameras(options, rendering, cameraFile);
	remarkOnCameras(cameras.rows.flat(), options, rendering, terminal);
	const nrr = options.nrr ?? generator.config.neuralRenderingResolution;
	const mapped = (seed: number): Promise<Float32Tensor> => mapSeed(generator, seed, cameras, options, signal);
	const source = await openPeople(options, opened, truncationOf(options), mapped, signal);
	const editor = await openEdits(mapping, options, mapped, signal);
	const edits = { ...editor.record, ...source.record, ...cameraFileRecord(cameraFile) };
	const facts: PersonFacts = { options, cameras, network, engine, nrr, source, edits };
	const start = performance.now();
	const people: PersonRecord[] = [];
	const shown: PersonPictures[] = [];
	using progress = startProgress("sample", terminal.talks);
	const generate = (number: number): Promise<Person> =>
		generatePerson(generator, number, source, options, editor, signal);
	const finish = async (person: Person, index: number): Promise<PersonRecord> => {
		const { seed } = person;
		const rows = await renderPerson(generator, person, cameras, options, {
			signal,
			onProgress: ({ stage, fraction }) =>
				progress.update((index + fraction) / source.numbers.length, `${source.word} ${seed}: ${stage}`),
		});
		const notFinite = countNotFinite(rows);
		if (notFinite > 0)
			terminal.warn(`${source.word} ${seed}: ${notFinite} numbers are not finite – is the network damaged?`);
		if (options.sheet) shown.push({ seed, pictures: rows.map((row) => row.map(picture)) });
		const pictures = { sheets: viewSheets(rows, kinds), depths: await depthFiles(rows, depths) };
		return writePerson(seed, pictures, facts, signal);
	};
	for await (const record of inTwoStages(source.numbers, generate, finish)) people.push(record);
	progress[Symbol.dispose]();
	const seconds = (performance.now() - start) / 1000;
	const sheet = options.sheet ? await writeSheet(shown, facts, signal) : null;
	for (const { images } of people) for (const image of images) terminal.line(image);
	if (sheet !== null) terminal.line(sheet);
	terminal.remark(
		`${people.length} ${people.length === 1 ? "person" : "people"} in ${seconds.toFixed(1)} s on ${engine.device}, renderer ${engine.renderer}`,
	);
	terminal.value({ network, engine, seconds, people, sheet });
}

function picture({ image, imageRaw }: View): PixelImage {
	return colourPixels(image ?? imageRaw);
}

async function writeSheet(
	people: readonly PersonPictures[],
	{ options, cameras, source }: PersonFacts,
	signal: AbortSignal,
): Promise<string> {
	const path = join(options.outdir, "people.png");
	const title = `${networkLabels([options.network])[0]} · trunc ${options.trunc}`;
	await writeFileWhole(path, await peopleSheet(title, people, cameras.rows, source.word), signal);
	return path;
}
