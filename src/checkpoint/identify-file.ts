/** Files that are taken for networks and are none: what they are by their first bytes, and what to do about it. */

import { latin1 } from "./pickle/operands.ts";

export interface IdentifiedFile {
	/** "a web page (HTML)" */
	readonly what: string;
	/** One sentence that says how to mend it. */
	readonly remedy: string;
}

/** Bytes of the beginning that are looked at. */
export const IDENTIFYING_BYTES = 512;

interface Signature extends IdentifiedFile {
	readonly matches: (head: string) => boolean;
}

const DOWNLOAD_AGAIN = "The download went wrong: a server answered with it. Download the file itself again";
const UNPACK = "Unpack it first: the network is the file in it";
const PICTURE = "Pictures go to 'triplane dataset'; a network is a .pkl, .pth, .pt or .safetensors file";

const begins =
	(...starts: readonly string[]) =>
	(head: string): boolean =>
		starts.some((start) => head.startsWith(start));

const SIGNATURES: readonly Signature[] = [
	{ what: "an empty file", remedy: "Was the download broken off? Download it again", matches: (head) => head === "" },
	{
		what: "a pointer of Git LFS, not the file that it stands for",
		remedy: "Get the file with 'git lfs pull', or download it from the web page of its repository",
		matches: begins("version https://git-lfs.github.com/spec/"),
	},
	{
		what: "a web page (HTML)",
		remedy: `${DOWNLOAD_AGAIN}; some servers want a login or a click first`,
		matches: (head) => /^\s*(<!--[\s\S]*?-->\s*)*<(!doctype html|html|head|body|script)\b/i.test(withoutMark(head)),
	},
	{ what: "an XML file", remedy: DOWNLOAD_AGAIN, matches: (head) => /^\s*<(\?xml|Error>)/.test(withoutMark(head)) },
	{
		what: "a JSON file",
		remedy: "Is it the answer of a server, or a file of labels? A network is a .pkl, .pth, .pt or .safetensors file",
		matches: (head) => /^\s*[{[]\s*["{[\]}\d-]/.test(withoutMark(head)) && isText(head),
	},
	{ what: "a gzip file", remedy: `${UNPACK}, e.g. with gunzip or 'tar xzf'`, matches: begins("\x1f\x8b") },
	{ what: "a bzip2 file", remedy: UNPACK, matches: (head) => /^BZh[1-9]/.test(head) },
	{ what: "an xz file", remedy: UNPACK, matches: begins("\xfd7zXZ\0") },
	{ what: "a Zstandard file", remedy: UNPACK, matches: begins("\x28\xb5\x2f\xfd") },
	{ what: "a 7-Zip archive", remedy: UNPACK, matches: begins("7z\xbc\xaf\x27\x1c") },
	{ what: "a RAR archive", remedy: UNPACK, matches: begins("Rar!\x1a\x07") },
	{ what: "a tar archive", remedy: UNPACK, matches: (head) => head.slice(257, 262) === "ustar" },
	{ what: "an empty zip archive", remedy: "Was it packed again and broken off?", matches: begins("PK\x05\x06") },
	{ what: "a PNG image", remedy: PICTURE, matches: begins("\x89PNG") },
	{ what: "a JPEG image", remedy: PICTURE, matches: begins("\xff\xd8\xff") },
	{ what: "a GIF image", remedy: PICTURE, matches: begins("GIF87a", "GIF89a") },
	{ what: "a TIFF image", remedy: PICTURE, matches: begins("II*\0", "MM\0*") },
	{
		what: "a WebP image",
		remedy: PICTURE,
		matches: (head) => head.startsWith("RIFF") && head.slice(8, 12) === "WEBP",
	},
	{
		what: "a video (MP4 or QuickTime)",
		remedy: PICTURE,
		matches: (head) => head.slice(4, 8) === "ftyp",
	},
	{
		what: "a PDF document",
		remedy: "A network is a .pkl, .pth, .pt or .safetensors file",
		matches: begins("%PDF-"),
	},
	{
		what: "an HDF5 file (Keras)",
		remedy: "Networks of TensorFlow and Keras are not read here",
		matches: begins("\x89HDF\r\n"),
	},
	{
		what: "an array of NumPy (.npy)",
		remedy: "It may hold latents, but no network",
		matches: begins("\x93NUMPY"),
	},
	{
		what: "a GGUF file",
		remedy: "Those hold language models; want a .pkl, .pth, .pt or .safetensors file of a tri-plane generator",
		matches: begins("GGUF"),
	},
	{
		what: "a program",
		remedy: "Nothing here runs it; want a .pkl, .pth, .pt or .safetensors file",
		matches: begins("\x7fELF", "MZ", "\xcf\xfa\xed\xfe"),
	},
	{
		what: "an ONNX graph",
		remedy: "Graphs are written by 'triplane export', not read; open the checkpoint that it came from",
		// Version of the format, then name of the producer: the first two fields of the model, as everybody writes them.
		matches: (head) => head.startsWith("\x08") && head.charAt(2) === "\x12" && /^[\w. -]{2}/.test(head.slice(4)),
	},
	{
		what: "nothing but zeros at its beginning",
		remedy: "The download was broken off or the disk was full: download it again",
		matches: (head) => /^\0{16,}$/.test(head),
	},
	{
		what: "a text file",
		remedy: "A network is a .pkl, .pth, .pt or .safetensors file",
		matches: (head) => isText(head),
	},
];

/** What a file is that begins with `head` (its first `IDENTIFYING_BYTES`, or all); `null` where nothing is known. */
export function identifyFile(head: Uint8Array): IdentifiedFile | null {
	const text = latin1(head);
	return SIGNATURES.find(({ matches }) => matches(text)) ?? null;
}

/** UTF-8's byte order mark does not count. */
function withoutMark(head: string): string {
	return head.startsWith("\xef\xbb\xbf") ? head.slice(3) : head;
}

function isText(head: string): boolean {
	return /^[\t\n\f\r\x20-\x7e\x80-\xff]+$/.test(head) && /[A-Za-z]{2}/.test(head);
}
