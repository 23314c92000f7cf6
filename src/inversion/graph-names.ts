/** Names of inputs and of what is handed on, beside those of training. */
export const INVERSION = {
	/** [1, L, wDim]; L is 1 for w, numWs for w+. */
	latents: "latents",
	latentsGradient: "latents_gradient",
	/** [1, 25] */
	camera: "camera",
	cameraGradient: "camera_gradient",
	/** [1, R, 2] in units of the image's side */
	places: "places",
	/** [1, R, 3] in [0, 1] */
	colours: "colours",
	/** [1, R, coarse] and [1, R, fine], uniform in [0, 1) */
	jitter: "jitter",
	u: "u",
} as const;
