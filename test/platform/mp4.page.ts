/** Plays films of `triplane video` in a browser: seeks, and reads the colours it shows. */

import { expose } from "../browser/expose.ts";

interface Video {
	muted: boolean;
	src: string;
	currentTime: number;
	readonly duration: number;
	readonly videoWidth: number;
	readonly videoHeight: number;
	readonly error: { readonly message: string } | null;
	addEventListener(event: string, listener: () => void, options: { readonly once: boolean }): void;
	requestVideoFrameCallback(callback: (now: number, frame: { readonly mediaTime: number }) => void): number;
}

interface Canvas {
	width: number;
	height: number;
	getContext(
		kind: "2d",
		options: { readonly willReadFrequently: boolean },
	): {
		drawImage(image: Video, x: number, y: number): void;
		getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray };
	} | null;
}

/** What is used of the page; tests are compiled without the DOM. */
const { document } = globalThis as unknown as {
	readonly document: { createElement(name: "video"): Video; createElement(name: "canvas"): Canvas };
};

interface SeekRequest {
	readonly bytes: readonly number[];
	/** Seconds, in the order in which they are sought. */
	readonly times: readonly number[];
	/** How long a frame is shown, in seconds. */
	readonly frameSeconds: number;
}

/** The colour in the middle of the picture after each seek, and how long the film says it is. */
async function seek({
	bytes,
	times,
	frameSeconds,
}: SeekRequest): Promise<{ readonly duration: number; readonly colours: number[][] }> {
	const video = document.createElement("video");
	video.muted = true;
	video.src = URL.createObjectURL(new Blob([Uint8Array.from(bytes)], { type: "video/mp4" }));
	await happened(video, "loadeddata");
	const canvas = document.createElement("canvas");
	canvas.width = video.videoWidth;
	canvas.height = video.videoHeight;
	const context = canvas.getContext("2d", { willReadFrequently: true });
	if (!context) throw new Error("no canvas");
	const colours: number[][] = [];
	for (const time of times) {
		const arrived = Promise.all([happened(video, "seeked"), presented(video, time, frameSeconds)]);
		video.currentTime = time;
		await arrived;
		context.drawImage(video, 0, 0);
		const { data } = context.getImageData(canvas.width / 2, canvas.height / 2, 1, 1);
		colours.push([...data.subarray(0, 3)]);
	}
	return { duration: video.duration, colours };
}

/** Resolves once the frame of `time` is the one that is shown: `seeked` alone may come before it on a busy machine. */
function presented(video: Video, time: number, frameSeconds: number): Promise<void> {
	return new Promise((resolve) => {
		const look = () =>
			video.requestVideoFrameCallback((_, { mediaTime }) => {
				if (Math.abs(mediaTime - time) <= frameSeconds) resolve();
				else look();
			});
		look();
	});
}

function happened(video: Video, event: string): Promise<void> {
	return new Promise((resolve, reject) => {
		video.addEventListener(event, () => resolve(), { once: true });
		video.addEventListener("error", () => reject(new Error(video.error?.message ?? "no film")), { once: true });
	});
}

expose({ seek });
