import { describe, expect, it } from "vitest";
import { fixtureTensor, readFixture } from "../../test/fixtures.ts";
import { InputError } from "../tensor/errors.ts";
import { float32Tensor, type HostTensor } from "../tensor/host-tensor.ts";
import { fovToIntrinsics } from "./intrinsics.ts";
import { cameraLabel, checkLabels, splitLabel } from "./label.ts";
import { cameraFromPose } from "./orbit.ts";

const camera = {
	cam2world: cameraFromPose({ yaw: 0.4, pitch: -0.2 }, { pivot: [0, 0, 0.2], radius: 2.7 }),
	intrinsics: fovToIntrinsics(18.837),
};

/** The label of `camera` with one number replaced. */
function labelWith(index: number, value: number): HostTensor<"float32"> {
	return float32Tensor([1, 25], cameraLabel(camera).data.with(index, value));
}

describe("camera labels", () => {
	it("hold the two matrices row by row and give them back", () => {
		const label = cameraLabel(camera);
		expect(label.shape).toEqual([1, 25]);
		expect(label.data[3]).toBe(camera.cam2world.data[3]);
		expect(label.data[18]).toBe(0.5);
		expect(splitLabel(label)).toEqual(camera);
	});

	it("are read row by row from a batch", () => {
		const batch = float32Tensor([2, 25], [...labelWith(3, 7).data, ...cameraLabel(camera).data]);
		expect(splitLabel(batch, 0).cam2world.data[3]).toBe(7);
		expect(splitLabel(batch, 1)).toEqual(camera);
		expect(() => splitLabel(batch, 2)).toThrow(InputError);
	});

	it("of the goldens are valid", async () => {
		for (const name of ["tiny-ffhq512-64.seed4-steep", "tiny-shapenet128-64.seed1", "tiny-afhq256-128.seed2"]) {
			const golden = await readFixture(`${name}.safetensors`);
			expect(() => checkLabels("camera", fixtureTensor(golden, "camera"))).not.toThrow();
		}
	});

	it("are refused with the reason when no picture can be taken with them", () => {
		expect(() => checkLabels("c", labelWith(7, Number.NaN))).toThrow("c[0]: has a number that is not finite");
		expect(() => checkLabels("c", labelWith(0, 1.5))).toThrow("no rotation");
		expect(() => checkLabels("c", labelWith(12, 1))).toThrow("last row of cam2world is [1, 0, 0, 1]");
		expect(() => checkLabels("c", labelWith(18, 256))).toThrow("divide the first row by the image's width");
		expect(() => checkLabels("c", labelWith(16, -4))).toThrow("focal lengths -4");
		expect(() => checkLabels("c", labelWith(24, 0))).toThrow("below the diagonal");
	});

	it("with a mirrored camera are refused", () => {
		const mirrored = cameraLabel(camera).data.slice();
		for (const row of [0, 4, 8]) mirrored[row] = -(mirrored[row] ?? 0);
		expect(() => checkLabels("c", float32Tensor([1, 25], mirrored))).toThrow("determinant 1");
	});
});
