/** What `triplane doctor` does: checks, and says how they went. */

import { machineInfo } from "../../platform/node/machine.ts";
import { packageInfo } from "../../platform/node/package-info.ts";
import { EXIT_CHECK_FAILED } from "../exit-codes.ts";
import type { Session } from "../session.ts";
import { Terminal, type TerminalOptions } from "../terminal.ts";
import { textTable } from "../text-table.ts";
import { type DoctorCheck, doctorChecks } from "./doctor-checks.ts";

export async function runDoctor(options: TerminalOptions, session: Session): Promise<void> {
	const terminal = new Terminal(options);
	const found = await doctorChecks();
	const usable = found.every(({ works, needed }) => works || !needed);
	const { version } = packageInfo();
	terminal.text(`triplane ${version}\n\n${textTable(found.map(row))}`);
	terminal.text(usable ? "\nTriplane can run here." : "\nTriplane cannot run here: see the lines marked FAILS.");
	terminal.value({ triplane: version, usable, machine: machineInfo(), findings: found });
	if (!usable) session.exitWith(EXIT_CHECK_FAILED);
}

function row({ what, works, needed, note }: DoctorCheck): string[] {
	const state = works ? "ok" : "–";
	return [!works && needed ? "FAILS" : state, what, note];
}
