/** Options of `triplane train`, under the published trainer's names. */

import { InvalidArgumentError } from "@commander-js/extra-typings";
import { type MetricName, parseMetrics } from "../../analysis/metrics/metric-names.ts";
import type { FindingKind } from "../../data/check/finding-kinds.ts";
import { GAZE_MODES, type GazeMode } from "../../heads/gaze.ts";
import { POSE_SETS, type PoseSet } from "../../heads/poses.ts";
import type { DeviceRequest } from "../../host/inference-runtime.ts";
import type { PipelineName } from "../../training/augment/pipeline.ts";
import type { TrainingSettings } from "../../training/loop/settings.ts";
import type { DensityRegularization } from "../../training/losses/density.ts";
import { parseInteger } from "../options/numbers.ts";
import type { SceneOptions } from "../options/scene.ts";
import { parseSeed } from "../options/seeds.ts";
import type { ReportOptions } from "../report.ts";

/** As the command line gives them; what is absent was not said. */
export interface TrainCommandOptions extends ReportOptions, SceneOptions {
	readonly outdir?: string | undefined;
	readonly data?: DataRequest | undefined;
	readonly cfg?: string | undefined;
	readonly resume?: string | undefined;
	/** Of a state_dict: the network whose options it has. */
	readonly like?: string | undefined;
	/** Train a network further although it has parts that are not computed here: they are left behind. */
	readonly allowUnused?: boolean | undefined;
	readonly desc?: string | undefined;
	readonly dryRun?: boolean | undefined;
	readonly metrics?: readonly MetricName[] | undefined;
	readonly metricsCount?: number | undefined;
	readonly detector?: string | undefined;
	readonly dataCheck: "pixels" | "headers";
	readonly dataIgnore?: readonly FindingKind[] | undefined;
	readonly mirror?: boolean | undefined;
	readonly device: DeviceRequest;
	readonly threads?: number | undefined;
	readonly batch?: number | undefined;
	readonly batchGpu?: number | undefined;
	readonly gamma?: number | undefined;
	readonly kimg?: number | undefined;
	readonly tick?: number | undefined;
	readonly snap?: number | undefined;
	readonly saveMinutes?: number | undefined;
	readonly seed?: number | undefined;
	readonly glr?: number | undefined;
	readonly dlr?: number | undefined;
	readonly freezed?: number | undefined;
	readonly cbase?: number | undefined;
	readonly cmax?: number | undefined;
	readonly mapDepth?: number | undefined;
	readonly map_lr_mul?: number | undefined;
	readonly decoder_lr_mul?: number | undefined;
	readonly disc_c_noise?: number | undefined;
	readonly gen_pose_cond?: boolean | undefined;
	readonly raw_in_place?: boolean | undefined;
	readonly gpc_reg_prob?: number | undefined;
	readonly gpc_reg_fade_kimg?: number | undefined;
	readonly blur_init_sigma?: number | undefined;
	readonly blur_fade_kimg?: number | undefined;
	readonly resume_blur?: boolean | undefined;
	readonly neural_rendering_resolution_initial?: number | undefined;
	readonly neural_rendering_resolution_final?: number | undefined;
	readonly neural_rendering_resolution_fade_kimg?: number | undefined;
	readonly density_reg?: number | undefined;
	readonly density_reg_every?: number | undefined;
	readonly density_reg_p_dist?: number | undefined;
	readonly reg_type?: DensityRegularization | undefined;
	readonly style_mixing_prob?: number | undefined;
	readonly latents?: string | undefined;
	readonly recon_kimg?: number | undefined;
	readonly recon_lr?: number | undefined;
	readonly recon_weight?: number | undefined;
	readonly recon_edges?: number | undefined;
	readonly recon_share?: number | undefined;
	readonly aug?: TrainingSettings["aug"] | undefined;
	readonly augpipe?: PipelineName | undefined;
	readonly p?: number | undefined;
	readonly target?: number | undefined;
	readonly adaKimg?: number | undefined;
}

/** A dataset in files, or synthetic people that are made on the fly. */
export type DataRequest =
	| { readonly kind: "files"; readonly path: string }
	| {
			readonly kind: "heads";
			/** As given. */
			readonly text: string;
			readonly poses: PoseSet;
			readonly gaze: GazeMode;
			readonly seed: number;
			readonly count: number;
	  };

const HEADS = "heads:";
const HEADS_COUNT = 10_000;

/** A path, or `heads:<poses>,<gaze>[,seed=<n>][,count=<n>]`. */
export function parseData(text: string): DataRequest {
	if (!text.startsWith(HEADS)) return { kind: "files", path: text };
	const [poses, gaze, ...more] = text.slice(HEADS.length).split(",");
	const poseSet = POSE_SETS.find((set) => set === poses);
	const gazeMode = GAZE_MODES.find((mode) => mode === gaze);
	if (!poseSet || !gazeMode) return refuseHeads(text);
	let seed = 0;
	let count = HEADS_COUNT;
	for (const part of more) {
		const [, name, value = ""] = /^(seed|count)=(.+)$/.exec(part) ?? [];
		if (name === "seed") seed = parseSeed(value);
		else if (name === "count") count = parseInteger(value, { least: 1, most: 10_000_000 });
		else return refuseHeads(text);
	}
	return { kind: "heads", text, poses: poseSet, gaze: gazeMode, seed, count };
}

function refuseHeads(text: string): never {
	throw new InvalidArgumentError(
		`'${text}': want heads:<${POSE_SETS.join("|")}>,<${GAZE_MODES.join("|")}>[,seed=<n>][,count=<n>].`,
	);
}

/** Names of metrics, or `none`. */
export function parseMetricList(text: string): readonly MetricName[] {
	if (text === "none") return [];
	try {
		return parseMetrics(text);
	} catch (error) {
		throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
	}
}

/** What was said of the run itself. */
export function givenSettings(options: TrainCommandOptions): Partial<TrainingSettings> {
	const { batch, batchGpu, gamma, kimg, tick, snap, saveMinutes, seed, glr, dlr, freezed } = options;
	const { aug, augpipe, p, target, adaKimg } = options;
	const all = {
		...{ batch, batchGpu, gamma, kimg, tick, snap, saveMinutes, seed, glr, dlr, freezed },
		...{ aug, augpipe, p, target, adaKimg },
		gpcRegProb: options.gpc_reg_prob,
		gpcRegFadeKimg: options.gpc_reg_fade_kimg,
		blurInitSigma: options.blur_init_sigma,
		blurFadeKimg: options.blur_fade_kimg,
		neuralRenderingResolutionInitial: options.neural_rendering_resolution_initial,
		neuralRenderingResolutionFinal: options.neural_rendering_resolution_final,
		neuralRenderingResolutionFadeKimg: options.neural_rendering_resolution_fade_kimg,
		densityReg: options.density_reg,
		densityRegEvery: options.density_reg_every,
		densityRegPDist: options.density_reg_p_dist,
		regType: options.reg_type,
		styleMixingProb: options.style_mixing_prob,
		reconKimg: options.recon_kimg,
		reconLr: options.recon_lr,
		reconWeight: options.recon_weight,
		reconEdges: options.recon_edges,
		reconShare: options.recon_share,
	};
	return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
