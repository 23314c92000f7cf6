/** What was found in a photograph, drawn over the crop: landmarks, the canonical face as it was turned, and its axes. */

import type { AlignedFace } from "../../alignment/align-face.ts";
import type { FaceLandmarks } from "../../alignment/face-finder.ts";
import type { CanonicalFace } from "../../alignment/face-pose.ts";
import type { Framing } from "../../alignment/framings.ts";
import { FFHQ_ORBIT } from "../../camera/orbit.ts";
import { newPicture } from "../../platform/node/canvas.ts";
import type { PixelImage } from "../../tensor/pixels.ts";
import type { Vec3 } from "../../tensor/vec3.ts";
import { write } from "../dataset/picture/panel.ts";
import { drawPixels } from "../figures/draw-pixels.ts";
import { signed } from "../figures/signed-number.ts";

const SIDE = 512;
const LINE = 28;
/** Length of an axis, cm. */
const AXIS = 6;
const AXES = [
	{ colour: "#d62728", end: [AXIS, 0, 0] },
	{ colour: "#2ca02c", end: [0, AXIS, 0] },
	{ colour: "#1f77b4", end: [0, 0, AXIS] },
] as const;

export async function overlay(
	crop: PixelImage,
	aligned: AlignedFace,
	{ points }: FaceLandmarks,
	face: CanonicalFace,
	{ pivot, centimetres }: Framing,
): Promise<Uint8Array> {
	const distance = centimetres * FFHQ_ORBIT.radius;
	const { pose, trueDegrees, rollDegrees, error } = aligned;
	const { centre, side } = aligned.crop;
	const picture = newPicture(SIDE, SIDE + LINE);
	const { context } = picture;
	context.fillStyle = "#ffffff";
	context.fillRect(0, 0, SIDE, SIDE + LINE);
	drawPixels(context, crop, { left: 0, top: 0, width: SIDE, height: SIDE });
	const inCrop = (x: number, y: number): [number, number] => [
		((x - centre[0]) / side + 0.5) * SIDE,
		((y - centre[1]) / side + 0.5) * SIDE,
	];
	const projected = (point: Vec3): [number, number] => {
		const [x, y, z] = pose.rotation.map((row) => row[0] * point[0] + row[1] * point[1] + row[2] * point[2]) as [
			number,
			number,
			number,
		];
		const factor = pose.scale / (1 + z / distance);
		return inCrop(pose.centre[0] + factor * x, pose.centre[1] + factor * y);
	};
	const vertex = (at: number): Vec3 => [
		(face.vertices[3 * at] ?? 0) - pivot[0],
		(face.vertices[3 * at + 1] ?? 0) - pivot[1],
		(face.vertices[3 * at + 2] ?? 0) - pivot[2],
	];
	for (let at = 0; at < face.weights.length; at++) {
		dot(inCrop(points[3 * at] ?? 0, points[3 * at + 1] ?? 0), "#ffd400");
		dot(projected(vertex(at)), "#00a0ff");
	}
	for (const { colour, end } of AXES) {
		context.strokeStyle = colour;
		context.lineWidth = 3;
		context.beginPath();
		context.moveTo(...projected([0, 0, 0]));
		context.lineTo(...projected([...end]));
		context.stroke();
	}
	const [yaw, pitch, roll] = [trueDegrees.yaw, trueDegrees.pitch, rollDegrees].map((angle) =>
		signed(Math.round(angle)),
	);
	const apart = `landmarks (yellow) and the turned face (blue) ${(10 * error).toFixed(1)} mm apart`;
	write(context, `yaw ${yaw}°, pitch ${pitch}°, roll ${roll}° · ${apart}`, 8, SIDE + 19, { size: 12 });
	return await picture.png();

	function dot([x, y]: [number, number], colour: string): void {
		context.fillStyle = colour;
		context.fillRect(x - 0.9, y - 0.9, 1.8, 1.8);
	}
}
