/** The script of report pages: built by itself from `viewer/src/report-page`, read as text, and put into the page. */

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { InputError } from "../../tensor/errors.ts";
import { packageInfo } from "./package-info.ts";

/** Where the script is, below the folder of the built package. */
const SCRIPT = join("pages", "report.js");

/** Beside the module that this file was built into, or a folder up; from the sources, in `dist`. */
export async function pageScript(): Promise<string> {
	const here = dirname(fileURLToPath(import.meta.url));
	const places = [here, dirname(here), join(packageInfo().root, "dist")].map((folder) => join(folder, SCRIPT));
	const found = places.find((place) => existsSync(place));
	if (found === undefined) throw new InputError(`report: the page's script ${SCRIPT} is not built: npm run build`);
	return (await readFile(found, "utf8")).replace(/^\/\/# sourceMappingURL=.*$/m, "");
}
