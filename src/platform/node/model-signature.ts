/** Inputs and outputs of an ONNX model, as ONNX Runtime reads them out of it. */

import type { InferenceSession } from "onnxruntime-common";
import { RuntimeFailureError } from "../../tensor/errors.ts";
import { nodeOrtPlatform } from "./onnx-runtime.ts";

export interface ModelValue {
	readonly name: string;
	readonly type: string;
	readonly shape: readonly (number | string)[];
}

export interface ModelSignature {
	readonly inputs: readonly ModelValue[];
	readonly outputs: readonly ModelValue[];
}

/** Loads the model on the CPU, which also shows that it is valid, and lets it go. */
export async function modelSignature(name: string, model: Uint8Array): Promise<ModelSignature> {
	const { InferenceSession } = nodeOrtPlatform().module;
	const options = { executionProviders: ["cpu"], graphOptimizationLevel: "disabled", logSeverityLevel: 4 } as const;
	try {
		const session = await InferenceSession.create(model, options);
		try {
			return { inputs: session.inputMetadata.map(modelValue), outputs: session.outputMetadata.map(modelValue) };
		} finally {
			await session.release();
		}
	} catch (error) {
		throw new RuntimeFailureError(`model '${name}': ONNX Runtime does not load it: ${String(error)}`, { cause: error });
	}
}

function modelValue(value: InferenceSession.ValueMetadata): ModelValue {
	return value.isTensor
		? { name: value.name, type: value.type, shape: value.shape }
		: { name: value.name, type: "no tensor", shape: [] };
}
