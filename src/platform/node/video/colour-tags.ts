/**
 * Colour tags in an H.264 stream: the encoder writes none, and players then guess, by the size of the picture. Here its
 * sequence parameter set gets "video usability information" that says BT.709, limited range.
 *
 * Only what this encoder writes is read: baseline profile, no usability information of its own.
 * @see ITU-T H.264 §7.3.2.1.1 (parameter set), §E.1.1 (usability information); ISO/IEC 14496-15 §5.3.3.1 (avcC)
 */

import { RuntimeFailureError } from "../../../tensor/errors.ts";

const BASELINE = 66;
/** Of NAL header, profile, constraints and level. */
const HEADER_BYTES = 4;
const BT709 = 1;
const UNSPECIFIED_FORMAT = 5;

/** Where the first parameter set begins in an avcC record, and the two bytes of its length before. */
const SET_AT = 8;

/**
 * The decoder configuration record with colour tags.
 * @param avcC  with one sequence parameter set, as the encoder writes it; throws `RuntimeFailureError` for another
 */
export function withColourTags(avcC: Uint8Array): Uint8Array {
	const length = ((avcC[6] ?? 0) << 8) | (avcC[7] ?? 0);
	if (avcC[0] !== 1 || ((avcC[5] ?? 0) & 31) !== 1 || SET_AT + length >= avcC.length) {
		throw new RuntimeFailureError("video: the encoder's configuration record has another form than expected");
	}
	const tagged = taggedSet(avcC.subarray(SET_AT, SET_AT + length));
	const rest = avcC.subarray(SET_AT + length);
	const record = new Uint8Array(SET_AT + tagged.length + rest.length);
	record.set(avcC.subarray(0, 6));
	record.set([tagged.length >> 8, tagged.length & 255], 6);
	record.set(tagged, SET_AT);
	record.set(rest, SET_AT + tagged.length);
	return record;
}

function taggedSet(set: Uint8Array): Uint8Array {
	if (set[1] !== BASELINE) throw new RuntimeFailureError(`video: H.264 profile ${set[1]}, want baseline (${BASELINE})`);
	const bits = bitsOf(withoutPrevention(set.subarray(HEADER_BYTES)));
	const flagAt = usabilityFlag(bits);
	if (bits[flagAt] !== 0) throw new RuntimeFailureError("video: the encoder has colour tags of its own");
	const payload = bytesOf([...bits.slice(0, flagAt), 1, ...usability(), 1]);
	return withPrevention(Uint8Array.from([...set.subarray(0, HEADER_BYTES), ...payload]));
}

/** Walks the fields before `vui_parameters_present_flag`. @returns its place */
function usabilityFlag(bits: readonly number[]): number {
	let at = 0;
	const flag = (): number => bits[at++] ?? 0;
	const golomb = (): number => {
		let zeros = 0;
		while (at < bits.length && flag() === 0) zeros++;
		let value = 1;
		for (let i = 0; i < zeros; i++) value = value * 2 + flag();
		return value - 1;
	};
	golomb(); // seq_parameter_set_id
	golomb(); // log2_max_frame_num_minus4
	const order = golomb();
	if (order === 0)
		golomb(); // log2_max_pic_order_cnt_lsb_minus4
	else if (order === 1) throw new RuntimeFailureError("video: H.264 picture order of type 1, want 0 or 2");
	golomb(); // max_num_ref_frames
	flag(); // gaps_in_frame_num_value_allowed_flag
	golomb(); // pic_width_in_mbs_minus1
	golomb(); // pic_height_in_map_units_minus1
	if (flag() === 0) flag(); // frame_mbs_only_flag, mb_adaptive_frame_field_flag
	flag(); // direct_8x8_inference_flag
	if (flag() === 1) for (let side = 0; side < 4; side++) golomb(); // frame_cropping_flag
	if (at >= bits.length) throw new RuntimeFailureError("video: the encoder's parameter set ends too early");
	return at;
}

/** The bits of the usability information: a video signal type, and nothing else. */
function usability(): number[] {
	const flags = (count: number): number[] => new Array<number>(count).fill(0);
	const signal = [1, ...numberBits(UNSPECIFIED_FORMAT, 3), 0, 1];
	const colours = [BT709, BT709, BT709].flatMap((value) => numberBits(value, 8));
	// aspect ratio, overscan | signal | chroma location, timing, two buffers, picture structure, restrictions
	return [...flags(2), ...signal, ...colours, ...flags(6)];
}

function numberBits(value: number, count: number): number[] {
	return Array.from({ length: count }, (_, bit) => (value >> (count - 1 - bit)) & 1);
}

function bitsOf(bytes: Uint8Array): number[] {
	return [...bytes].flatMap((byte) => numberBits(byte, 8));
}

/** Bits as whole bytes, filled up with zeros. */
function bytesOf(bits: readonly number[]): number[] {
	return Array.from({ length: Math.ceil(bits.length / 8) }, (_, index) =>
		[0, 1, 2, 3, 4, 5, 6, 7].reduce((byte, bit) => byte * 2 + (bits[index * 8 + bit] ?? 0), 0),
	);
}

/** Takes out the byte 3 that stands after two zeros where a start code would seem to begin. */
function withoutPrevention(bytes: Uint8Array): Uint8Array {
	return bytes.filter((byte, at) => !(byte === 3 && at >= 2 && bytes[at - 1] === 0 && bytes[at - 2] === 0));
}

function withPrevention(bytes: Uint8Array): Uint8Array {
	const out: number[] = [];
	for (const byte of bytes) {
		if (byte <= 3 && out.at(-1) === 0 && out.at(-2) === 0) out.push(3);
		out.push(byte);
	}
	return Uint8Array.from(out);
}
