/** Takes the dates out of an MP4 file, so that the same frames give the same bytes. */

/** Boxes that hold boxes on the way to those with dates. */
const CONTAINERS = ["moov", "trak", "mdia"];
const DATED = ["mvhd", "tkhd", "mdhd"];
const HEADER_BYTES = 8;

/** Sets the times of creation and modification of film, track and media to zero, in place. */
export function clearDates(file: Uint8Array): void {
	const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
	const walk = (start: number, end: number): void => {
		for (let at = start; at + HEADER_BYTES <= end; ) {
			const short = view.getUint32(at);
			const [header, size] = short === 1 ? [16, Number(view.getBigUint64(at + 8))] : [HEADER_BYTES, short || end - at];
			const kind = String.fromCharCode(...file.subarray(at + 4, at + 8));
			const next = at + size;
			if (size < header || next > end) return;
			if (CONTAINERS.includes(kind)) walk(at + header, next);
			// version and flags, then two times of 4 bytes, or of 8 in version 1
			if (DATED.includes(kind)) file.fill(0, at + header + 4, at + header + 4 + (file[at + header] === 1 ? 16 : 8));
			at = next;
		}
	};
	walk(0, file.length);
}
