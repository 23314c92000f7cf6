/** One turn of the event loop: what was posted to this worker meanwhile is heard in it. */
export function oneTurn(): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, 0));
}
