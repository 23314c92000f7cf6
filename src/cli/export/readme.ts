/** The README beside exported ONNX graphs: what goes in and what comes out. */

import { OPSET } from "../../graph/onnx/messages.ts";
import type { GeneratorConfig } from "../../networks/config.ts";
import type { ModelSignature, ModelValue } from "../../platform/node/model-signature.ts";
import { GRAPHS, type GraphSettings } from "./graphs.ts";
import type { GraphName } from "./options.ts";

/** What the tensors of the graphs mean. */
const MEANINGS: Readonly<Record<string, string>> = {
	z: "latent, standard normal; seed s is NumPy's `RandomState(s).randn(1, zDim)`",
	c: "conditioning camera label: row-major cam2world 4×4 (OpenCV axes), then intrinsics 3×3 normalised by the image size",
	psi: "truncation psi of each layer; 1 is none",
	ws: "intermediate latents, one per layer",
	planes: "tri-plane features",
	camera: "rendering camera label, laid out as the conditioning label",
	image: "the image, about [-1, 1]; to 8 bit: clamp(x · 127.5 + 128, 0, 255), fractions cut off",
	image_raw:
		"the raw image, about [-1, 1]: the first three feature channels, or what a layer of the network makes of them",
	feature_image: "marched colour features",
	image_depth: "expected depth along the ray, world units",
	opacity: "accumulated opacity, 0 to 1",
};

export interface ExportedGraph {
	readonly name: GraphName;
	readonly file: string;
	readonly bytes: number;
	readonly signature: ModelSignature;
}

export function exportReadme(
	network: string,
	config: GeneratorConfig,
	settings: GraphSettings,
	graphs: readonly ExportedGraph[],
): string {
	const { rendering, conditioning } = config;
	const conditioned = conditioning.zero
		? "This network's mapping takes no camera: feed zeros as `c`."
		: `Multiply the conditioning label by ${conditioning.scale} before it goes in as \`c\`.`;
	return `# ONNX graphs of ${network}

Written by \`triplane export\`. Weights are inside the files; any ONNX runtime with opset ${OPSET} runs them. Batch size is 1,
everything is float32 and row-major.

${graphs.map(graphSection).join("\n\n")}

## Notes

- ${conditioned}
- Raw images have ${settings.nrr} × ${settings.nrr} pixels; rays take ${rendering.depthResolution} + ${rendering.depthResolutionImportance} samples${settings.sampleMult === 1 ? "" : ` × ${settings.sampleMult}`}, placed without chance (in the
  middle of their intervals), so the same inputs give the same image.
- Cameras of this network stand ${rendering.avgCameraRadius} from the origin and look at (${rendering.avgCameraPivot.join(", ")}).
- Weights of published networks keep their own licence in this form too.
`;
}

function graphSection({ name, file, signature }: ExportedGraph): string {
	return [
		`## ${file}\n\n${capital(GRAPHS[name].summary)}.\n`,
		"| | tensor | shape | meaning |\n|---|---|---|---|",
		...signature.inputs.map((value) => valueRow("in", value)),
		...signature.outputs.map((value) => valueRow("out", value)),
	].join("\n");
}

function valueRow(direction: string, { name, shape }: ModelValue): string {
	return `| ${direction} | \`${name}\` | [${shape.join(", ")}] | ${MEANINGS[name] ?? ""} |`;
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
