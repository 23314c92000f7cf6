/**
 * The cameras that a network was trained with: where they stood, and their field of view.
 *
 * Published checkpoints do not hold the field of view (docs/eg3d.md, 7), and it is not the same for all: faces were seen
 * through 18.837°, cars through 45°. Seen through another one, cars show a quarter of their box. So it is taken from the
 * first place that tells: the network itself (`avg_camera_fov_degrees`, which is ours), the name of its training set, or
 * the preset whose cameras see the box as large.
 */

import { FFHQ_FOV_DEGREES } from "../camera/intrinsics.ts";
import type { CameraOrbit } from "../camera/orbit.ts";
import { viewCamera } from "../camera/view-camera.ts";
import type { PlainRecord } from "../checkpoint/description.ts";
import type { GeneratorConfig } from "../networks/config.ts";
import type { RenderingConfig, TrainingFov } from "../rendering/rendering-config.ts";
import type { Float32Tensor } from "../tensor/host-tensor.ts";
import { presetConfig } from "./presets.ts";

/** Of the ShapeNet cars. */
const CARS_FOV_DEGREES = 45;

/** What the name of a training set says; its last part only, since folders are named after anything. */
const TRAINING_SETS: readonly { readonly name: RegExp; readonly degrees: number }[] = [
	{ name: /(?:^|[^a-z])(?:ffhq|afhq)/i, degrees: FFHQ_FOV_DEGREES },
	{ name: /(?:^|[^a-z])(?:shapenet|cars?)(?:[^a-z]|$)/i, degrees: CARS_FOV_DEGREES },
];

const PRESETS: readonly { readonly preset: string; readonly degrees: number }[] = [
	{ preset: "ffhq512-128", degrees: FFHQ_FOV_DEGREES },
	{ preset: "shapenet128-64", degrees: CARS_FOV_DEGREES },
];

/** The field of view of a network's training cameras, and who says so. */
export function trainingFov(rendering: RenderingConfig): TrainingFov {
	return rendering.trainingFov ?? presetFov(rendering);
}

/** The configuration with what the checkpoint's training set says, unless the network itself says something. */
export function withTrainingSet(config: GeneratorConfig, extras: PlainRecord): GeneratorConfig {
	const said = config.rendering.trainingFov ?? trainingSetFov(extras);
	return said === undefined ? config : { ...config, rendering: { ...config.rendering, trainingFov: said } };
}

/** What `training_set_kwargs` tells by its path, as in "/data/cars_train.zip". */
function trainingSetFov(extras: PlainRecord): TrainingFov | undefined {
	const kwargs = extras.get("training_set_kwargs");
	const path = kwargs instanceof Map ? kwargs.get("path") : undefined;
	if (typeof path !== "string") return undefined;
	const name = path.split(/[/\\]/).findLast((part) => part !== "") ?? "";
	const known = TRAINING_SETS.find((set) => set.name.test(name));
	return known && { degrees: known.degrees, source: `its training set '${name.slice(0, 80)}'` };
}

/** Of the preset whose box is most nearly as large from where its cameras stand. */
function presetFov({ boxWarp, avgCameraRadius }: RenderingConfig): TrainingFov {
	const share = Math.log(boxWarp / avgCameraRadius);
	const [nearest] = PRESETS.map(({ preset, degrees }) => {
		const other = presetConfig(preset).rendering;
		return { degrees, preset, off: Math.abs(share - Math.log(other.boxWarp / other.avgCameraRadius)) };
	}).sort((a, b) => a.off - b.off);
	if (!nearest || !Number.isFinite(nearest.off)) return { degrees: FFHQ_FOV_DEGREES, source: "preset ffhq512-128" };
	const { degrees, preset, off } = nearest;
	return { degrees, source: off < 1e-6 ? `preset ${preset}` : `preset ${preset}, the nearest in box and radius` };
}

/** Where the training cameras stood. */
export function trainingOrbit({ avgCameraRadius, avgCameraPivot }: RenderingConfig): CameraOrbit {
	return { radius: avgCameraRadius, pivot: avgCameraPivot };
}

/** Label [1, 25] that the mapping sees: frontal, on the training orbit, seen as the training cameras see. */
export function frontalConditioning(
	rendering: RenderingConfig,
	fovDegrees: number = trainingFov(rendering).degrees,
): Float32Tensor {
	return viewCamera({ yaw: 0, pitch: 0 }, trainingOrbit(rendering), fovDegrees).label;
}
