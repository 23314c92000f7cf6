/** Python values that a checkpoint should not hold, to be put in place of those it should. */

import {
	call,
	emptySet,
	float,
	instance,
	named,
	type PythonValue,
	persistent,
	type Rewrite,
	tuple,
} from "../support/pickler.ts";
import { nestedStorage, record, storage, tensorOn } from "../support/torch-files.ts";
import type { FuzzRandom } from "./random.ts";

/** Puts hostile values in place of one in `odds`. */
export function hostileRewrite(random: FuzzRandom, odds: number): Rewrite {
	return (value) => (random.once(odds) ? random.pick(HOSTILE)(random, value) : value);
}

type MakeHostile = (random: FuzzRandom, value: PythonValue) => PythonValue;

const NUMBERS: readonly PythonValue[] = [
	-1,
	0,
	1,
	2 ** 31,
	2 ** 53,
	2n ** 62n,
	-(2n ** 63n),
	2n ** 100n,
	float(0.5),
	float(Number.NaN),
	float(Number.POSITIVE_INFINITY),
];

const NAMES: readonly string[] = [
	"__proto__",
	"constructor",
	"prototype",
	"toString",
	"hasOwnProperty",
	"",
	".",
	"a.b",
	"../../x",
	"_modules",
	"_parameters",
	"x".repeat(300),
	"\u0000\n\u001b[31m",
	"𝄞",
];

const GLOBALS: readonly (readonly [string, string])[] = [
	["os", "system"],
	["builtins", "eval"],
	["builtins", "object"],
	["training.a", "B"],
	["torch", "float32"],
	["torch", "FloatStorage"],
	["torch.nn.modules.container", "Sequential"],
	["collections", "OrderedDict"],
	["numpy", "dtype"],
];

const FUNCTIONS: readonly (readonly [string, string])[] = [
	["torch_utils.persistence", "_reconstruct_persistent_obj"],
	["torch._utils", "_rebuild_tensor_v2"],
	["torch._utils", "_rebuild_tensor_v3"],
	["torch._utils", "_rebuild_parameter"],
	["torch._tensor", "_rebuild_from_type_v2"],
	["torch.storage", "_load_from_bytes"],
	["numpy.core.multiarray", "scalar"],
	["numpy.core.multiarray", "_reconstruct"],
	["numpy.core.numeric", "_frombuffer"],
	["copyreg", "_reconstructor"],
	["copyreg", "__newobj__"],
	["_codecs", "encode"],
	["collections", "OrderedDict"],
	["builtins", "set"],
	["torch", "Size"],
];

const HOSTILE: readonly MakeHostile[] = [
	() => null,
	() => true,
	() => emptySet,
	(random) => random.pick(NUMBERS),
	(random) => random.pick(NAMES),
	(random) => named(...random.pick(GLOBALS)),
	(random) => random.bytes(random.below(40)),
	(random, value) => record({ [random.pick(NAMES)]: value }),
	(random, value) => tuple(value, random.pick(NUMBERS)),
	(_, value) => [value, value, value],
	() => deepTuple(200),
	() => unfolding(25),
	() => containingItself(),
	(random, value) =>
		persistent(random.once(2) ? value : tuple("storage", named("torch", "FloatStorage"), "0", "cpu", 3)),
	(random, value) => call(named(...random.pick(FUNCTIONS)), randomArguments(random, value)),
	(random, value) => instance(named("training.a", "B"), random.once(2) ? value : record({ _modules: value })),
	(random) => strangeTensor(random),
	renamed,
	renamed,
];

/** The same dict with one of its keys another. */
function renamed(random: FuzzRandom, value: PythonValue): PythonValue {
	if (value instanceof Map) return withOtherKey(random, value);
	const isCall = typeof value === "object" && value !== null && "node" in value && value.node === "call";
	return isCall ? { ...value, entries: withOtherKey(random, value.entries) } : value;
}

type Entries = ReadonlyMap<PythonValue, PythonValue>;

function withOtherKey(random: FuzzRandom, entries: Entries): Entries {
	const chosen = random.below(Math.max(1, entries.size));
	return new Map([...entries].map(([key, entry], i) => [i === chosen ? random.pick(NAMES) : key, entry]));
}

function randomArguments(random: FuzzRandom, value: PythonValue): PythonValue[] {
	return Array.from({ length: random.below(5) }, () =>
		random.pick([value, random.pick(NUMBERS), tuple(3, 4), random.pick(NAMES)]),
	);
}

function strangeTensor(random: FuzzRandom): PythonValue {
	const numbers = [0, 1, 2, 3, 1000, 2 ** 20, 2 ** 31, -1];
	const shape = Array.from({ length: random.below(4) }, () => random.pick(numbers));
	const strides = shape.map(() => random.pick(numbers));
	return tensorOn(nestedStorage(storage("1", "float32", new Float32Array(4))), shape, {
		strides,
		offset: random.pick(numbers),
	});
}

function deepTuple(levels: number): PythonValue {
	let value: PythonValue = null;
	for (let i = 0; i < levels; i++) value = tuple(value);
	return value;
}

/** Small in the file, 2^levels values when it is unfolded. */
function unfolding(levels: number): PythonValue {
	let value: PythonValue = "lol";
	for (let i = 0; i < levels; i++) value = [value, value];
	return value;
}

function containingItself(): PythonValue {
	const list: PythonValue[] = [];
	list.push(list);
	return list;
}
