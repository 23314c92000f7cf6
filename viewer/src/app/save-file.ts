/** Files for the user's download folder. */

export function saveBytes(name: string, type: string, bytes: Uint8Array<ArrayBuffer> | Blob): void {
	const url = URL.createObjectURL(new Blob([bytes], { type }));
	const anchor = document.createElement("a");
	anchor.href = url;
	anchor.download = name;
	anchor.click();
	// The download has begun by the next turn of the event loop; browsers keep the bytes for it.
	setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
