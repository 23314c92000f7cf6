/** Who turns images into features. */

import type { HostTensor } from "../../../tensor/host-tensor.ts";

export interface FeatureExtractor {
	/** What records call it; numbers of extractors with different names do not compare. */
	readonly name: string;
	/**
	 * Features of images.
	 * @param images  [N, 3, R, R], 0 to 255
	 * @returns       N rows of as many numbers as the extractor gives
	 */
	features(images: HostTensor<"uint8">): Promise<Float32Array>;
	dispose(): Promise<void>;
}
