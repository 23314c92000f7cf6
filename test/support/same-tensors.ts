/** Compares maps of tensors to the bit, faster than element by element. */

import { expect } from "vitest";
import type { HostTensor } from "../../src/tensor/host-tensor.ts";

type Tensors = ReadonlyMap<string, HostTensor>;

/** Expects the same names in the same order, dtypes, shapes and bits. */
export function expectSameTensors(got: Tensors | undefined, want: Tensors | undefined): void {
	expect(outline(got)).toEqual(outline(want));
	for (const [name, tensor] of want ?? []) {
		const other = got?.get(name);
		if (other === undefined || Buffer.compare(bytesOf(tensor), bytesOf(other)) !== 0) expect.fail(`'${name}' differs`);
	}
}

function outline(tensors: Tensors | undefined): unknown {
	return [...(tensors ?? [])].map(([name, { dtype, shape }]) => [name, dtype, shape]);
}

function bytesOf({ data }: HostTensor): Uint8Array {
	return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
