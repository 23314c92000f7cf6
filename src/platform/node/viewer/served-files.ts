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
	/** A file, or the bytes themselves. */
	readonly content: FileOnDisk | { readonly text: string };
	readonly type: string;
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
	".woff": "font/woff",
	".woff2": "font/woff2",
};

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
	for (const address of addressesBelow(site)) {
		// Networks, their list and what belongs to them come from the package's assets: they are in it once.
		if (/^\/(networks|encoders|face)\//.test(address)) continue;
		files.set(address, fileAt(join(site, address), address.startsWith("/assets/")));
	}
	const assets = join(packageInfo().root, "assets");
	for (const address of ["/encoders", "/face"].flatMap((folder) => addressesBelow(assets, folder))) {
		if (!address.endsWith(".md")) files.set(address, fileAt(join(assets, address), false));
	}
	const index = files.get("/index.html");
	if (index) files.set("/", index);
	addNetworks(files, network);
	return files;
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
	files.set("/networks/index.json", { content: { text }, type: TYPES[".json"] ?? "", isImmutable: false });
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
	const served = fileAt(path, false);
	// a file of the user may be called as an embedded one
	files.set(`/networks/${folder}${file}`, served);
	return { name, url: `networks/${folder}${encodeURIComponent(file)}`, bytes: statSync(path).size };
}

/** What tells a file from another one of its name, and from itself changed. */
export function identityOf({ dev, ino, size, mtimeMs }: Stats): string {
	return [dev, ino, size, mtimeMs].join(" ");
}

function fileAt(path: string, isImmutable: boolean): ServedFile {
	const type = TYPES[extname(path)] ?? "application/octet-stream";
	const stats = statSync(path);
	return { content: { path, bytes: stats.size, identity: identityOf(stats) }, type, isImmutable };
}
