/** Commands that measure networks. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { ANGLES_COMMAND } from "../angles/options.ts";
import { buildCommand } from "../command.ts";
import { EYES } from "../eyes/options.ts";
import { METRICS_COMMAND } from "../metrics/options.ts";
import { REPORT } from "../report/options.ts";
import type { Session } from "../session.ts";
import { SWEEP, sweepOptions } from "../sweep/options.ts";
import { VOLUME } from "../volume/options.ts";

export function anglesCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "angles",
		summary: "people at steep angles, with numbers",
		description:
			"Looks at people from all sides: a labelled sheet per network and seed with one row per pitch and one column per yaw, " +
			"a sheet that shows why dark pixels are dark (nothing hit, or hit but dark), and with --stat-seeds the numbers over " +
			"many people, as curves over true yaw with confidence intervals for networks side by side. What is measured and " +
			"how: docs/experiments.md.",
		fields: ANGLES_COMMAND,
		examples: ["angles --seeds 0-3 --stat-seeds 0-31 --outdir out/angles"],
		run: async (options) => {
			const { runAngles } = await import("../angles/run.ts");
			await runAngles(options, session);
		},
	});
}

export function volumeCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "volume",
		summary: "inside a person's volume: slices, rays, sections",
		description:
			"Takes one view of one person apart: slices of density and colour at fixed depths and what they add up to; sigma, light " +
			"left and light stopped along the rays of picked pixels; cross-sections of the volume; maps of opacity, depth and " +
			"normals; and an animation. With --as-published the report's own panels beside them. What is shown and how: " +
			"docs/experiments.md.",
		fields: VOLUME,
		examples: ["volume --seed 1 --animate slices --outdir out/volume"],
		run: async (options) => {
			const { runVolume } = await import("../volume/run.ts");
			await runVolume(options, session);
		},
	});
}

export function sweepCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "sweep",
		summary: "a person changed along entries and directions",
		description:
			"Changes one person step by step: single entries of z, w or w+, with random directions as control; principal " +
			"components of w over many people, which it saves for 'sample --edit'; layers of other people. Says how far each step " +
			"goes on the sphere of latents, in w and in the image, beside how far apart two people are. With --people it estimates " +
			"how many distinct people there are. What is measured and how: docs/experiments.md.",
		fields: SWEEP,
		examples: ["sweep --seed 4 --space w --entries none --components 5 --outdir out/sweep"],
		run: async (options) => {
			const { runSweep } = await import("../sweep/run.ts");
			await runSweep(sweepOptions(options), session);
		},
	});
}

export function eyesCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "eyes",
		summary: "hollow sockets, and gazes that follow the camera, with numbers",
		description:
			"Finds people's eyes in a frontal picture and measures two things over many people: how deep the iris lies against " +
			"the white and the rim of the eye, at several levels of sigma – are the sockets hollow? – and how the apparent gaze " +
			"turns with the camera, slope 1 for eyes locked to it and 0 for eyes fixed in the head. --control measures synthetic " +
			"heads, whose eyes are known, in the same way. What is measured and how: docs/meshes-and-video.md.",
		fields: EYES,
		examples: ["eyes --seeds 0-63 --outdir out/eyes"],
		run: async (options) => {
			const { runEyes } = await import("../eyes/run.ts");
			await runEyes(options, session);
		},
	});
}

export function metricsCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "metrics",
		summary: "how good a network is, in numbers",
		description:
			"Measures a network against a dataset: distances between generated and real images over the features of a detector " +
			"that is given, or of a fixed random network (fd-random is no FID: compare it with the floor and the ceiling, and only " +
			"for equal counts); consistency of two views of a person; accuracy of poses and depth. Numbers come with 95 % " +
			"confidence intervals. docs/metrics.md says what each means.",
		fields: METRICS_COMMAND,
		examples: ["metrics --data heads:rebalanced,free,seed=2 --count 500 --bounds"],
		run: async (options) => {
			const { runMetrics } = await import("../metrics/run.ts");
			await runMetrics(options, session);
		},
	});
}

export function reportCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "report",
		summary: "all experiments as one page, claim by claim",
		description:
			"Runs angles, volume, sweep, mesh, eyes and video for one or several networks and puts them together as one HTML page " +
			"that holds everything and loads nothing: figures, plots, meshes that can be turned, and every claim of the student " +
			"report with what was measured and a verdict computed from it. The files of each command stand in folders beside the " +
			"page. What the verdicts mean: docs/experiments.md.",
		fields: REPORT,
		examples: ["report --network ffhq512-128.pkl,ffhqrebalanced512-128.pkl --differ poses --outdir out/report"],
		run: async (options) => {
			const { runReport } = await import("../report/run.ts");
			await runReport(options, session);
		},
	});
}
