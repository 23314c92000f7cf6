/** torch's storage classes and dtypes by their names in a pickle. */

import { DTYPES, type DType } from "../../tensor/dtype.ts";
import { CheckpointError } from "../../tensor/errors.ts";
import { describeValue, isKind, type PickleValue } from "../pickle/values.ts";

const DTYPE_OF_STORAGE: ReadonlyMap<string, DType> = new Map<string, DType>([
	["torch.FloatStorage", "float32"],
	["torch.DoubleStorage", "float64"],
	["torch.HalfStorage", "float16"],
	["torch.BFloat16Storage", "bfloat16"],
	["torch.LongStorage", "int64"],
	["torch.IntStorage", "int32"],
	["torch.ShortStorage", "int16"],
	["torch.CharStorage", "int8"],
	["torch.ByteStorage", "uint8"],
	["torch.BoolStorage", "bool"],
	// Plain bytes; the tensor on them says of what.
	["torch.storage.UntypedStorage", "uint8"],
	["torch.storage._UntypedStorage", "uint8"],
]);

/** The element type of a storage class. */
export function dtypeOfStorage(storageClass: PickleValue | undefined, where: string): DType {
	const dtype = isKind(storageClass, "global") ? DTYPE_OF_STORAGE.get(storageClass.name) : undefined;
	if (dtype === undefined)
		throw new CheckpointError(`${where}: ${describeValue(storageClass)} is no storage that is read here`);
	return dtype;
}

/** The element type that a global such as `torch.float32` stands for. */
export function dtypeOfName(value: PickleValue | undefined, where: string): DType {
	const name = isKind(value, "global") ? value.name.replace(/^torch\./, "") : "";
	for (const dtype of DTYPES) if (dtype === name) return dtype;
	throw new CheckpointError(`${where}: ${describeValue(value)} is no dtype that is read here`);
}
