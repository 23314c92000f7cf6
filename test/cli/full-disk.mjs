/**
 * Loaded before the program (`node --import`): a disk that is full after TRIPLANE_TEST_DISK_BYTES bytes. The bytes that
 * still fit are written, as by a real file system.
 */

import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

let left = Number(process.env.TRIPLANE_TEST_DISK_BYTES);
const open = fs.open;

/** @param {Parameters<typeof open>} args */
fs.open = async (...args) => {
	const handle = await open(...args);
	const write = handle.writeFile.bind(handle);
	handle.writeFile = async (data) => {
		const bytes = typeof data === "string" ? Buffer.from(data) : /** @type {Uint8Array} */ (data);
		const fits = bytes.subarray(0, Math.min(left, bytes.byteLength));
		await write(fits);
		left -= fits.byteLength;
		if (fits.byteLength < bytes.byteLength) {
			throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
		}
	};
	return handle;
};
syncBuiltinESMExports();
