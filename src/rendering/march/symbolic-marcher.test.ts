/** The symbolic renderer under the suite of all versions, on ONNX Runtime's CPU provider. */

import { describeMarcher } from "../../../test/contract/march.ts";
import { kernelVsReference } from "../../../test/tolerances.ts";
import { nodeOrtPlatform } from "../../platform/node/onnx-runtime.ts";
import { createRuntime } from "../../runtime/create-runtime.ts";
import { symbolicMarcher } from "./symbolic-marcher.ts";

describeMarcher(
	"symbolic",
	async () => symbolicMarcher(await createRuntime(nodeOrtPlatform(), { device: "cpu", threads: 1 })),
	{
		features: kernelVsReference,
		depth: kernelVsReference,
		opacity: kernelVsReference,
		sigma: kernelVsReference,
		rgb: kernelVsReference,
	},
);
