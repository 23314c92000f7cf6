import { BinaryReader, BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { describe, expect, it } from "vitest";
import { ProtobufWriter } from "./protobuf-writer.ts";

describe("ProtobufWriter", () => {
	it.each([0, 1, 127, 128, 300, 2 ** 31 - 1, 2 ** 31, 2 ** 32 + 5, Number.MAX_SAFE_INTEGER, -1, -128, -(2 ** 53)])(
		"writes the integer %i as protobuf's own library does",
		(value) => {
			const expected = new BinaryWriter().tag(3, WireType.Varint).int64(value).finish();
			expect(new ProtobufWriter().integer(3, value).finish()).toEqual(expected);
		},
	);

	it.each([0, 1.5, -0.2, 1e-40, Number.POSITIVE_INFINITY, Number.NaN])(
		"writes the float %f as protobuf's own library does",
		(value) => {
			const expected = new BinaryWriter().tag(2, WireType.Bit32).float(value).finish();
			expect(new ProtobufWriter().float(2, value).finish()).toEqual(expected);
		},
	);

	it("writes text beyond ASCII, and fields beyond 15", () => {
		const expected = new BinaryWriter().tag(200, WireType.LengthDelimited).string("σ → ∞").finish();
		expect(new ProtobufWriter().string(200, "σ → ∞").finish()).toEqual(expected);
	});

	it("nests messages, empty ones too", () => {
		const inner = new ProtobufWriter().integer(1, 7).string(2, "inner");
		const bytes = new ProtobufWriter().message(1, inner).message(2, new ProtobufWriter()).finish();
		const reader = new BinaryReader(bytes);
		expect(reader.tag()).toEqual([1, WireType.LengthDelimited]);
		expect(reader.bytes()).toEqual(inner.finish());
		expect(reader.tag()).toEqual([2, WireType.LengthDelimited]);
		expect(reader.bytes()).toEqual(new Uint8Array());
		expect(reader.pos).toBe(bytes.length);
	});

	it("takes another message as it is, whatever is written to it later", () => {
		const inner = new ProtobufWriter();
		for (let i = 0; i < 300; i++) inner.integer(1, i);
		const then = inner.finish();
		const outer = new ProtobufWriter().message(2, inner);
		inner.integer(1, 300);
		const reader = new BinaryReader(outer.finish());
		reader.tag();
		expect(reader.bytes()).toEqual(then);
		expect(inner.finish().length).toBe(then.length + 3);
	});

	it("copies many bytes only as it finishes, and knows the size before", () => {
		const bytes = new Uint8Array(1000).fill(1);
		const message = new ProtobufWriter().bytes(1, bytes).integer(2, 3);
		bytes.fill(9);
		expect(message.size).toBe(1005);
		expect([...message.finish()]).toEqual([10, 0xe8, 0x07, ...Array(1000).fill(9), 16, 3]);
	});
});
