import { describe, it } from "vitest";
import { expectClose } from "../../../test/assert-close.ts";
import { skewedCamera, skewedLabel } from "../../../test/support/skewed-camera.ts";
import { exact, f32Reduction } from "../../../test/tolerances.ts";
import { createGraph } from "../../graph/create.ts";
import { evaluate } from "../../graph/evaluate.ts";
import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import { pixelRays } from "../rays.ts";
import { symbolicPixelRays } from "./symbolic-rays.ts";

describe("symbolicPixelRays", () => {
	it.each([0.3, -0.3, 0])("gives the rays of pixelRays for a skew of %d", (skew) => {
		const graph = createGraph();
		const { origins, directions } = symbolicPixelRays(graph.constant(skewedLabel(skew)), 6);
		const [gotOrigins, gotDirections] = evaluate([origins, directions], {});
		const want = pixelRays(skewedCamera(skew), { width: 6, height: 6 });
		expectClose((gotOrigins as Float32Tensor).data, want.origins.data, exact, "origins");
		expectClose((gotDirections as Float32Tensor).data, want.directions.data, f32Reduction(4), "directions");
	});
});
