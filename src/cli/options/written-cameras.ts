/** Cameras as files have them, before a network gives them an orbit and a field of view. */

/** A camera as files say it. */
export type WrittenCamera =
	| { readonly kind: "label"; readonly name: string; readonly values: readonly number[] }
	| {
			readonly kind: "pose";
			readonly name: string;
			/** In the published parametrisation, or true angles about the pivot in degrees. */
			readonly angles: "published" | "true";
			readonly yaw: number;
			readonly pitch: number;
			readonly fovDegrees: number | undefined;
			readonly radius: number | undefined;
	  };

export interface WrittenCameras {
	/** Laid out as the file does; one row where it does not. */
	readonly rows: readonly (readonly WrittenCamera[])[];
	/** Whether a path goes back to its first camera. */
	readonly loop: boolean;
}

/** What files of cameras may be, for messages and help. */
export const CAMERA_FILES =
	"a path of poses, the trajectory of 'video', the record of 'sample', a dataset.json, or labels of 25 numbers";
