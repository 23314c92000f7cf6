/** A checkpoint with its weights in half floats: half the size, for files that are sent and shipped. */

import { InputError } from "../tensor/errors.ts";
import { float32ToFloat16 } from "../tensor/half.ts";
import { type HostTensor, hostTensor } from "../tensor/host-tensor.ts";
import type { Checkpoint, NetworkDescription } from "./description.ts";

/** The largest finite number of a half float. */
const LARGEST = 65504;

/**
 * The same networks, every float32 tensor rounded to the nearest halves; other tensors stay. Names that share a network
 * share the new one. Throws `InputError` naming a tensor with a number that halves do not hold.
 */
export function halfCheckpoint(checkpoint: Checkpoint): Checkpoint {
	const made = new Map<NetworkDescription, NetworkDescription>();
	const networks = new Map(
		[...checkpoint.networks].map(([name, network]) => {
			const half = made.get(network) ?? halfNetwork(network);
			made.set(network, half);
			return [name, half];
		}),
	);
	return { ...checkpoint, networks };
}

function halfNetwork(network: NetworkDescription): NetworkDescription {
	return { ...network, parameters: halved(network.parameters), buffers: halved(network.buffers) };
}

function halved(tensors: ReadonlyMap<string, HostTensor>): Map<string, HostTensor> {
	return new Map(
		[...tensors].map(([name, tensor]) => [name, tensor.dtype === "float32" ? halfTensor(name, tensor) : tensor]),
	);
}

function halfTensor(name: string, { shape, data }: HostTensor): HostTensor<"float16"> {
	const values = data as Float32Array;
	const over = values.find((value) => Math.abs(value) > LARGEST);
	if (over === undefined) return hostTensor("float16", shape, float32ToFloat16(values));
	throw new InputError(`half floats: '${name}' has ${over}, want at most ${LARGEST}; leave the weights in float32`);
}
