/** What `triplane verify` does: a network against a golden of the published PyTorch code, stage by stage. */

import { readGolden } from "../../analysis/verify/golden.ts";
import { STAGES } from "../../analysis/verify/stages.ts";
import { verifyGolden } from "../../analysis/verify/verify-golden.ts";
import { readSafetensors } from "../../checkpoint/safetensors/reader.ts";
import { openFile } from "../../platform/node/file-source.ts";
import { type NetworkLocation, networkRecord } from "../../platform/node/networks.ts";
import { isTrainingGolden } from "../../training/verify/training-golden.ts";
import { EXIT_CHECK_FAILED } from "../exit-codes.ts";
import { findNetworkFile, openNetwork } from "../open-network.ts";
import { startProgress } from "../progress-bar.ts";
import type { Session } from "../session.ts";
import { Terminal } from "../terminal.ts";
import type { VerifyCommandOptions } from "./options.ts";
import { type TrainingGoldenFile, verifyTraining } from "./run-training.ts";
import { verifyText } from "./verify-text.ts";

export async function runVerify(options: VerifyCommandOptions, session: Session): Promise<void> {
	const terminal = new Terminal(options);
	const { signal } = session;
	const location = await findNetworkFile(options.network, terminal, signal);
	await using file = await openFile(options.golden);
	const tensors = await readSafetensors(file);
	const values = await tensors.tensors(signal);
	if (isTrainingGolden(tensors.metadata)) {
		await runTraining({ tensors: values, metadata: tensors.metadata }, location, options, session);
		return;
	}
	const golden = readGolden(values, tensors.metadata);
	await using opened = await openNetwork(location, options, terminal, signal);
	const { generator, network, engine } = opened;
	using progress = startProgress("verify", terminal.talks);
	let stages = 0;
	const onStage = (stage: string): void => progress.update(stages++ / STAGES.length, stage);
	const result = await verifyGolden(generator, golden, { signal, onStage });
	progress[Symbol.dispose]();
	terminal.text(verifyText(options.golden, result));
	terminal.value({ network, golden: options.golden, engine, ...result });
	if (!result.passed) session.exitWith(EXIT_CHECK_FAILED);
}

async function runTraining(
	golden: TrainingGoldenFile,
	location: NetworkLocation,
	options: VerifyCommandOptions,
	session: Session,
): Promise<void> {
	const terminal = new Terminal(options);
	using progress = startProgress("verify", terminal.talks);
	const result = await verifyTraining(location.path, golden, options, progress, session.signal);
	progress[Symbol.dispose]();
	terminal.text(verifyText(options.golden, result));
	terminal.value({ network: await networkRecord(location, session.signal), golden: options.golden, ...result });
	if (!result.passed) session.exitWith(EXIT_CHECK_FAILED);
}
