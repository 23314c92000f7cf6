/**
 * The one place that text passes on its way to a terminal. Names and messages come from files that nobody vouches for, and
 * a terminal obeys what it is sent: characters that steer it are shown as JSON writes them, e.g. `\u001b`.
 */

/** All controls but tab and line feed, and those that turn the direction of reading. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const STEERING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

export function terminalText(text: string): string {
	return text.replace(STEERING, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
