import { describe, expect, it } from "vitest";
import { type Angles, Turn } from "./turn.ts";

/** `count` moves of one size, each from where the last one led. */
function drag(start: Angles, count: number, across: number, down: number): Angles {
	const turn = new Turn(start);
	let now = start;
	for (let move = 0; move < count; move++) now = turn.by(now, across, down);
	return now;
}

describe("a turn by hand", () => {
	it("goes as far in a thousand small moves as in one large one", () => {
		// 0.03° and 0.02° a move, each of which is no tenth
		expect(drag({ yaw: 10, pitch: 5 }, 1000, 0.03 / 150, 0.02 / 100)).toEqual({ yaw: -20, pitch: -15 });
		expect(drag({ yaw: 10, pitch: 5 }, 1, 30 / 150, 20 / 100)).toEqual({ yaw: -20, pitch: -15 });
	});

	it("gives tenths of a degree", () => {
		expect(drag({ yaw: 0, pitch: 0 }, 1, 0.0123, 0.0123)).toEqual({ yaw: -1.8, pitch: -1.2 });
	});

	it("goes round, and stops at the steepest pitch without holding back what comes after", () => {
		expect(drag({ yaw: -170, pitch: 0 }, 2, 0.1, 0)).toEqual({ yaw: 160, pitch: 0 });
		const turn = new Turn({ yaw: 0, pitch: 70 });
		const top = turn.by({ yaw: 0, pitch: 70 }, 0, -1);
		expect(top.pitch).toBe(80);
		expect(turn.by(top, 0, 0.1).pitch).toBe(70);
	});

	it("begins again where the camera was put elsewhere meanwhile", () => {
		const turn = new Turn({ yaw: 0, pitch: 0 });
		turn.by({ yaw: 0, pitch: 0 }, 0.1, 0);
		expect(turn.by({ yaw: 90, pitch: 0 }, 0.1, 0)).toEqual({ yaw: 75, pitch: 0 });
	});
});
