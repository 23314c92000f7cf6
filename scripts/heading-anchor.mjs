/**
 * The anchor of a heading, as GitHub makes it.
 * @param {string} heading  its text
 * @returns {string}
 */
export function headingAnchor(heading) {
	return heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s_-]/gu, "")
		.replaceAll(/\s/g, "-");
}
