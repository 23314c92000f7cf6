/**
 * The globals that a pickle may name, and what becomes of a call of each: a description, never a call.
 *
 * A global that is not here is refused by name, whether or not the file goes on to call it. Most of those that are here
 * become a `PickleCall`, a note that later layers read; containers become the plain container. To admit a
 * further one, add a line to `EXACT`, or a family to `INERT_FAMILIES` whose objects are only data to us.
 */

import {
	type DescribeCall,
	describeValue,
	isKind,
	type PickleDict,
	type PickleGlobal,
	type PickleSet,
	type PickleValue,
	type RequestedCall,
} from "./values.ts";

/** Python 2's names, NumPy 2's new home of old functions, and torch's on-device storages, which differ in nothing here. */
const MODULE_ALIASES: ReadonlyMap<string, string> = new Map([
	["__builtin__", "builtins"],
	["copy_reg", "copyreg"],
	["numpy._core.multiarray", "numpy.core.multiarray"],
	["numpy._core.numeric", "numpy.core.numeric"],
	["torch.cuda", "torch"],
]);

const TORCH_STORAGES: readonly string[] = [
	"FloatStorage",
	"DoubleStorage",
	"HalfStorage",
	"BFloat16Storage",
	"LongStorage",
	"IntStorage",
	"ShortStorage",
	"CharStorage",
	"ByteStorage",
	"BoolStorage",
	"storage.UntypedStorage",
	"storage._UntypedStorage",
	"storage.TypedStorage",
	"storage._TypedStorage",
];

const TORCH_DTYPES: readonly string[] = [
	"float16",
	"bfloat16",
	"float32",
	"float64",
	"int8",
	"uint8",
	"int16",
	"int32",
	"int64",
	"bool",
];

const EXACT: ReadonlyMap<string, DescribeCall> = new Map<string, DescribeCall>([
	["builtins.dict", dict],
	["collections.OrderedDict", dict],
	["dnnlib.util.EasyDict", dict],
	["collections.defaultdict", (request) => dict({ ...request, args: request.args.slice(1) })],
	["builtins.list", (request) => request.make.list(copied(request))],
	["builtins.tuple", (request) => request.make.tuple(copied(request))],
	["builtins.set", set],
	["builtins.frozenset", set],
	["builtins.bytearray", bytes],
	["builtins.bytes", bytes],
	["_codecs.encode", bytes],
	["copyreg._reconstructor", reconstructor],
	["copyreg.__newobj__", ({ args, call }) => call(args[0], args.slice(1))],
	// Classes that are only named: the base of `_reconstructor`, types among the arguments of others.
	...["object", "int", "float", "str", "bool", "complex", "slice", "range"].map((name): [string, DescribeCall] => [
		`builtins.${name}`,
		note,
	]),
	["torch_utils.persistence._reconstruct_persistent_obj", note],
	["torch._utils._rebuild_tensor", note],
	["torch._utils._rebuild_tensor_v2", note],
	["torch._utils._rebuild_tensor_v3", note],
	["torch._utils._rebuild_parameter", note],
	["torch._utils._rebuild_parameter_with_state", note],
	["torch._tensor._rebuild_from_type_v2", note],
	["torch.storage._load_from_bytes", note],
	["torch.nn.parameter.Parameter", note],
	["torch.Tensor", note],
	["torch.Size", note],
	["torch.device", note],
	["numpy.dtype", note],
	["numpy.ndarray", note],
	["numpy.core.multiarray.scalar", note],
	["numpy.core.multiarray._reconstruct", note],
	["numpy.core.numeric._frombuffer", note],
	...[...TORCH_STORAGES, ...TORCH_DTYPES].map((name): [string, DescribeCall] => [`torch.${name}`, note]),
]);

/** Packages whose classes and functions become notes whatever they are called: torch's layers and the networks' own code. */
const INERT_FAMILIES: readonly string[] = ["torch.nn.modules.", "torch_utils.", "training.", "dnnlib."];

/** Plain Python names: a dot in the name of a thing would reach an attribute of something else. */
const MODULE_NAME = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/;
const PLAIN_NAME = /^[A-Za-z_]\w*$/;

/** What the file calls `module.name`, or undefined for a global that is refused. */
export function findGlobal(module: string, name: string): PickleGlobal | undefined {
	if (!MODULE_NAME.test(module) || !PLAIN_NAME.test(name)) return undefined;
	const canonical = `${MODULE_ALIASES.get(module) ?? module}.${name}`;
	const describe =
		EXACT.get(canonical) ?? (INERT_FAMILIES.some((family) => canonical.startsWith(family)) ? note : undefined);
	return describe && { kind: "global", name: canonical, describe };
}

function note({ name, args, at, make }: RequestedCall): PickleValue {
	return make.call(name, args, at);
}

function dict(request: RequestedCall): PickleDict {
	const { args, make } = request;
	const [initial] = args;
	const made = make.dict();
	if (isKind(initial, "dict")) {
		for (const [key, value] of initial.entries) make.put(made, key, value);
		return made;
	}
	for (const pair of elements(request)) {
		const items = isKind(pair, "tuple") || isKind(pair, "list") ? pair.items : [];
		const [key, value] = items;
		if (key === undefined || value === undefined || items.length !== 2) {
			request.fail(`${request.name} wants pairs, got ${describeValue(pair)}`);
		}
		make.put(made, key, value);
	}
	return made;
}

function set(request: RequestedCall): PickleSet {
	const made = request.make.set();
	for (const member of elements(request)) request.make.add(made, member);
	return made;
}

function copied(request: RequestedCall): readonly PickleValue[] {
	const from = elements(request);
	request.make.reserve("size" in from ? from.size : from.length);
	return [...from];
}

/** The elements of the only argument, none when there is no argument. */
function elements({ name, args, fail }: RequestedCall): readonly PickleValue[] | ReadonlySet<PickleValue> {
	const [first] = args;
	if (args.length > 1) fail(`${name} wants at most one argument, got ${args.length}`);
	if (first === undefined) return [];
	if (isKind(first, "list") || isKind(first, "tuple")) return first.items;
	if (isKind(first, "set")) return first.items;
	return fail(`${name} wants a list, got ${describeValue(first)}`);
}

/** Protocols 0 to 2 have no opcode for bytes and write them as Latin-1 text to be encoded again. */
function bytes({ name, args, at, make, fail }: RequestedCall): PickleValue {
	const [content, encoding] = args;
	if (content === undefined && name !== "_codecs.encode")
		return make.heldBytes(`bytes() at byte ${at}`, new Uint8Array(0));
	if (isKind(content, "bytes") && encoding === undefined) return content;
	const known = encoding === "latin1" || encoding === "latin-1";
	if (typeof content !== "string" || !known) {
		return fail(
			`${name} wants text and the encoding latin1, got ${describeValue(content)} and ${describeValue(encoding)}`,
		);
	}
	make.spend(content.length);
	const encoded = new Uint8Array(content.length);
	for (let i = 0; i < encoded.length; i++) {
		const code = content.charCodeAt(i);
		if (code > 0xff) fail(`${name}: character ${i} is not Latin-1`);
		encoded[i] = code;
	}
	return make.heldBytes(`bytes written as text before byte ${at}`, encoded);
}

/** Protocols 0 and 1 make objects as (class, base, what the base is made of). */
function reconstructor({ name, args, fail, call }: RequestedCall): PickleValue {
	const [ofClass, base, content] = args;
	if (!isKind(ofClass, "global") || !isKind(base, "global") || args.length !== 3) {
		return fail(`${name} wants class, base and content, got ${args.length} other things`);
	}
	return call(ofClass, base.name === "builtins.object" || content === undefined ? [] : [content]);
}
