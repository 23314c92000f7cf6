/** Addresses as messages and records show them: without what lets their reader in. */

/** Parameters that say which file it is, or how it is sent. All others may be signatures, tokens or keys. */
const HARMLESS: ReadonlySet<string> = new Set(["download", "dl", "raw", "ref", "rev", "revision", "version", "format"]);

/** Whether a network is named by an address. */
export function isAddress(name: string): boolean {
	return /^https?:\/\//i.test(name);
}

/**
 * The address without user, password and parameters that may be secret. Text that is no address stays as it is. What was
 * left out shows as `…`, so that nobody takes the rest for the whole.
 */
export function shownAddress(address: string): string {
	if (!(isAddress(address) && URL.canParse(address))) return address;
	const url = new URL(address);
	const secret = [...url.searchParams.keys()].filter((name) => !HARMLESS.has(name.toLowerCase()));
	if (secret.length === 0 && url.username === "" && url.password === "") return address;
	for (const name of secret) url.searchParams.delete(name);
	[url.username, url.password] = ["", ""];
	const hash = url.hash;
	url.hash = "";
	return `${url.href}${secret.length > 0 ? `${url.search === "" ? "?" : "&"}…` : ""}${hash}`;
}

/** A record with every address in it shown so. */
export function withShownAddresses<T>(value: T): T {
	if (typeof value === "string") return shownAddress(value) as T;
	if (Array.isArray(value)) return value.map(withShownAddresses) as T;
	if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
	return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, withShownAddresses(entry)])) as T;
}
