/** A photograph from this device's camera: a dialog with what it sees, and a button. Nothing leaves the page. */

/** Resolves with `null` when the user closes the dialog. Rejects where there is no camera, or the user refuses it. */
export async function takePhotograph(): Promise<Blob | null> {
	if (!navigator.mediaDevices) throw new Error("this browser gives pages no camera: open a photograph instead");
	const stream = await navigator.mediaDevices
		.getUserMedia({ video: { facingMode: "user", width: { ideal: 1280 } } })
		.catch((error: unknown) => {
			throw new Error(`the camera cannot be used (${error instanceof Error ? error.message : error})`);
		});
	try {
		return await asked(stream);
	} finally {
		for (const track of stream.getTracks()) track.stop();
	}
}

async function asked(stream: MediaStream): Promise<Blob | null> {
	const dialog = document.createElement("dialog");
	dialog.className = "shot";
	dialog.setAttribute("aria-label", "Take a photograph");
	const video = document.createElement("video");
	[video.muted, video.playsInline, video.autoplay, video.srcObject] = [true, true, true, stream];
	const take = button("Take", "primary");
	const cancel = button("Cancel", "");
	const row = document.createElement("div");
	row.className = "row";
	row.append(take, cancel);
	dialog.append(video, row);
	document.body.append(dialog);
	dialog.showModal();
	try {
		const isWanted = await new Promise<boolean>((resolve) => {
			take.addEventListener("click", () => resolve(true));
			cancel.addEventListener("click", () => resolve(false));
			dialog.addEventListener("close", () => resolve(false));
		});
		return isWanted ? await frameOf(video) : null;
	} finally {
		dialog.remove();
	}
}

function button(text: string, className: string): HTMLButtonElement {
	const element = document.createElement("button");
	[element.textContent, element.className, element.type] = [text, className, "button"];
	return element;
}

async function frameOf(video: HTMLVideoElement): Promise<Blob> {
	const canvas = document.createElement("canvas");
	[canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
	canvas.getContext("2d")?.drawImage(video, 0, 0);
	const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
	if (!blob) throw new Error("the camera gives no picture yet: try again");
	return blob;
}
