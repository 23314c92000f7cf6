/** Reading a row of float64 slots, and taking the next tile of a job. */

import { JOB_CONTROL, JOB_TILES } from "./slots.ts";

export function number(row: usize, slot: i32): f64 {
	return load<f64>(row + ((<usize>slot) << 3));
}

export function count(row: usize, slot: i32): i32 {
	return <i32>number(row, slot);
}

export function pointer(row: usize, slot: i32): usize {
	return <usize>number(row, slot);
}

/** The next tile nobody has taken, or -1 when there is none or the job was stopped. */
export function takeTile(job: usize): i32 {
	const control = pointer(job, JOB_CONTROL);
	if (atomic.load<i32>(control, 4) != 0) return -1;
	const tile = atomic.add<i32>(control, 1);
	return tile < count(job, JOB_TILES) ? tile : -1;
}
