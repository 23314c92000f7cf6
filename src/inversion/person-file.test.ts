import { describe, expect, it } from "vitest";
import { safetensorsChunks } from "../checkpoint/safetensors/writer.ts";
import { bytesInMemory } from "../host/byte-source.ts";
import { float32Tensor, type HostTensor } from "../tensor/host-tensor.ts";
import { type PersonOfFile, personChunks, readPerson } from "./person-file.ts";

const numbers = (count: number): Float32Array => Float32Array.from({ length: count }, (_, at) => at / 8);
const PERSON: PersonOfFile = {
	ws: float32Tensor([1, 3, 4], numbers(12)),
	camera: float32Tensor([1, 25], numbers(25)),
	tuned: new Map([["decoder.net.0.weight", float32Tensor([2, 2], [0.5, -0.25, 0, 1.5])]]),
	network: { name: "heads", sha256: "ab" },
};

const source = (chunks: readonly Uint8Array[]): ReturnType<typeof bytesInMemory> =>
	bytesInMemory("p.safetensors", new Uint8Array(Buffer.concat(chunks)));

function file(tensors: Readonly<Record<string, HostTensor>>, kind = "person"): ReturnType<typeof source> {
	return source(safetensorsChunks(new Map(Object.entries(tensors)), new Map([["kind", kind]])));
}

describe("the file of a person", () => {
	it("gives back what was written", async () => {
		expect(await readPerson(source(personChunks(PERSON)))).toEqual(PERSON);
	});

	it("may lack camera, weights and network", async () => {
		const { ws } = PERSON;
		expect(await readPerson(file({ ws }))).toEqual({ ws, camera: null, tuned: new Map(), network: null });
	});

	it("is refused where it is something else, or damaged", async () => {
		const { ws } = PERSON;
		const refused: readonly (readonly [ReturnType<typeof source>, RegExp])[] = [
			[file({ ws }, "network"), /not a file of 'triplane invert'/],
			[file({ ws, weight: ws }), /'weight', want ws, camera and tuned\.<weight> only/],
			[file({ ws: float32Tensor([3, 4], numbers(12)) }), /ws \[3, 4\], want \[1, numWs, wDim\]/],
			[file({ ws: float32Tensor([1, 0, 4], []) }), /want \[1, numWs, wDim\]/],
			[file({ ws: float32Tensor([1, 1, 1], [Number.NaN]) }), /'ws' has numbers that are not finite/],
			[file({ ws, camera: float32Tensor([25], numbers(25)) }), /camera \[25\], want \[1, 25\]/],
			[file({ ws, "tuned.a": float32Tensor([1], [Number.POSITIVE_INFINITY]) }), /'tuned\.a' has numbers/],
			[file({ camera: ws }), /has no tensor 'ws'/],
			[bytesInMemory("p", new Uint8Array(100)), /p/],
		];
		for (const [bytes, message] of refused) await expect(readPerson(bytes)).rejects.toThrow(message);
	});
});
