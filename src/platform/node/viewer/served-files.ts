/** What the viewer's server gives out: a table from address to file, made once. What is not in it does not exist. */

import { existsSync, readdirSync, type Stats, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { InputError } from "../../../tensor/errors.ts";
import { embeddedNetworks, locateNetwork, type NetworkLocation, offeredNetworks } from "../networks.ts";
import { packageInfo } from "../package-info.ts";

/** A file as it was when the table was made: it is given out as long as it is that file. */
export interface FileOnDisk {
	/** Absolute. */
	readonly path: string;
	readonly bytes: number;
	/** Device, number and time of the last change. */
	readonly identity: string;
}

export interface ServedFile {
	/** A file, or the bytes themselves. The same as `brotli` where the package has nothing else. */
	readonly content: FileOnDisk | { readonly text: string };
	/** What was compressed with Brotli when the page was built. */
	readonly brotli: FileOnDisk | null;
	readonly type: string;
	/** Whether it shrinks when it is compressed. */
	readonly isCompressible: boolean;
	/** Its address changes with its content, so that browsers may keep it. */
	readonly isImmutable: boolean;
}

/** By address, decoded, beginning with "/". */
export type ServedFiles = ReadonlyMap<string, ServedFile>;

const TYPES: Readonly<Record<string, string>> = {
	".html": "text/html; charset=utf-8",
	".js": "text/javascript; charset=utf-8",
	".mjs": "text/javascript; charset=utf-8",
	".css": "text/css; charset=utf-8",
	".json": "application/json; charset=utf-8",
	".wasm": "application/wasm",
	".md": "text/plain; charset=utf-8",
	".woff": "font/woff",
	".woff2": "font/woff2",
};
const COMPRESSIBLE = /^text\/|json|wasm/;
/** Below that, compressing is not worth it; bytes. */
const SMALLEST_COMPRESSED = 1024;
/** Ending of a file that is compressed with Brotli (viewer/compressed-files.ts). */
const BROTLI_ENDING = ".br";

/**
 * The built page, the embedded networks and the one that was asked for. Throws `InputError` where the page was not
 * built, or the network is not there.
 * @param network  path or embedded name to begin with; `null` is the first embedded one
 * @param site     folder of the built page; default: the package's own
 */
export function viewerFiles(network: string | null, site: string = builtSite()): ServedFiles {
	if (!existsSync(join(site, "index.html"))) {
		throw new InputError(`viewer: the page is not built, ${join(site, "index.html")} is missing: npm run build:viewer`);
	}
	const files = new Map<string, ServedFile>();
	addSite(files, site);
	const assets = join(packageInfo().root, "assets");
	for (const address of ["/encoders", "/face"].flatMap((folder) => addressesBelow(assets, folder))) {
		if (!address.endsWith(".md")) files.set(address, fileAt(join(assets, address)));
	}
	const index = files.get("/index.html");
	if (index) files.set("/", index);
	addNetworks(files, network);
	return files;
}

function addSite(files: Map<string, ServedFile>, site: string): void {
	const found = new Set(addressesBelow(site));
	for (const address of new Set([...found].map((one) => withoutEnding(one)))) {
		// Networks, their list and what belongs to them come from the package's assets: they are in it once.
		if (/^\/(networks|encoders|face)\//.test(address)) continue;
		const packed = `${address}${BROTLI_ENDING}`;
		const brotli = found.has(packed) ? onDisk(join(site, packed)) : null;
		const content = brotli !== null && !found.has(address) ? brotli : onDisk(join(site, address));
		const kind = kindOf(address, content);
		const isCompressible = brotli !== null || kind.isCompressible;
		files.set(address, { ...kind, brotli, isCompressible, isImmutable: address.startsWith("/assets/") });
	}
}

/** Plain files below a folder; links are not followed. */
function addressesBelow(folder: string, address = ""): string[] {
	return readdirSync(join(folder, address), { withFileTypes: true }).flatMap((entry) => {
		const below = `${address}/${entry.name}`;
		if (entry.isDirectory()) return addressesBelow(folder, below);
		return entry.isFile() ? [below] : [];
	});
}

function builtSite(): string {
	return join(packageInfo().root, "dist", "viewer");
}

function addNetworks(files: Map<string, ServedFile>, network: string | null): void {
	const embedded = embeddedNetworks().map((name) => locateNetwork(name));
	const asked = network === null ? null : namedAsListed(locateNetwork(network));
	const all = asked === null || asked.embedded ? embedded : [asked, ...embedded];
	const served = all.map((location) => {
		const listed = addNetwork(files, location, location.embedded ? "" : "yours/");
		const encoder = `encoders/${basename(location.path)}`;
		return location.embedded && files.has(`/${encoder}`) ? { ...listed, encoder } : listed;
	});
	const offered = new Set([...offeredNetworks(), ...(asked ? [asked.name] : [])]);
	const networks = served.filter(({ name }) => offered.has(name));
	const text = JSON.stringify({ networks, open: asked?.name ?? null });
	files.set("/networks/index.json", { ...kindOf("index.json", { text }), brotli: null, isImmutable: false });
}

/** The page is told names of files, not where they lie on this machine. */
function namedAsListed(location: NetworkLocation): NetworkLocation {
	return location.embedded ? location : { ...location, name: basename(location.path) };
}

function addNetwork(
	files: Map<string, ServedFile>,
	{ name, path }: NetworkLocation,
	folder: string,
): { readonly name: string; readonly url: string; readonly bytes: number } {
	const file = basename(path);
	const served = fileAt(path);
	// a file of the user may be called as an embedded one
	files.set(`/networks/${folder}${file}`, served);
	return { name, url: `networks/${folder}${encodeURIComponent(file)}`, bytes: statSync(path).size };
}

/** What tells a file from another one of its name, and from itself changed. */
export function identityOf({ dev, ino, size, mtimeMs }: Stats): string {
	return [dev, ino, size, mtimeMs].join(" ");
}

function fileAt(path: string): ServedFile {
	return { ...kindOf(path, onDisk(path)), brotli: null, isImmutable: false };
}

function onDisk(path: string): FileOnDisk {
	const stats = statSync(path);
	return { path, bytes: stats.size, identity: identityOf(stats) };
}

function withoutEnding(address: string): string {
	return address.endsWith(BROTLI_ENDING) ? address.slice(0, -BROTLI_ENDING.length) : address;
}

function kindOf(name: string, content: ServedFile["content"]): Pick<ServedFile, "content" | "type" | "isCompressible"> {
	const type = TYPES[extname(name)] ?? "application/octet-stream";
	const isLarge = "bytes" in content && content.bytes >= SMALLEST_COMPRESSED;
	return { content, type, isCompressible: isLarge && COMPRESSIBLE.test(type) };
}
