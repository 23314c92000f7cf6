import { describe, expect, it } from "vitest";
import { admitFiles, imageNames, normalizedName } from "./file-names.ts";

function admit(...names: string[]): ReturnType<typeof admitFiles> {
	return admitFiles(names.map((name) => ({ name, size: 1 })));
}

describe("names of files", () => {
	it.each([
		["an absolute path", "/etc/passwd.png"],
		["a way out of the root", "../img.png"],
		["a way out in the middle", "a/../../img.png"],
		["a way out with backslashes", "..\\img.png"],
		["a drive letter", "C:\\img.png"],
		["an empty part", "a//img.png"],
		["a control character", "a\nb.png"],
		["bytes that are no text", "a\ufffdb.png"],
		["a name of 2000 letters", `${"a".repeat(2000)}.png`],
	])("refuses %s", (_, name) => {
		const { sizes, refused } = admit(name);
		expect([...sizes]).toEqual([]);
		expect(refused).toEqual([{ name: normalizedName(name), reason: "unsafe-name" }]);
	});

	it("takes backslashes for slashes and leaves out a leading ./", () => {
		expect([...admit("a\\b.png", "./c.png").sizes.keys()]).toEqual(["a/b.png", "c.png"]);
	});

	it("refuses the second of two files of one name, also if they are spelled differently", () => {
		const { sizes, refused } = admit("a/b.png", "a\\b.png");
		expect([...sizes.keys()]).toEqual(["a/b.png"]);
		expect(refused).toEqual([{ name: "a/b.png", reason: "duplicate-name" }]);
	});

	it("passes over folders, hidden files and what a Macintosh adds", () => {
		const { sizes, refused } = admit("a/", ".DS_Store", "__MACOSX/a/._b.png", "a/.hidden/c.png", "a/b.png");
		expect({ names: [...sizes.keys()], refused }).toEqual({ names: ["a/b.png"], refused: [] });
	});

	it("refuses images and labels beyond all measure, and nothing else for its size", () => {
		const { sizes, refused } = admitFiles([
			{ name: "a.png", size: 2 ** 40 },
			{ name: "dataset.json", size: 2 ** 40 },
			{ name: "film.mp4", size: 2 ** 40 },
		]);
		expect([...sizes.keys()]).toEqual(["film.mp4"]);
		expect(refused.map(({ name, reason }) => `${name} ${reason}`)).toEqual([
			"a.png too-large",
			"dataset.json too-large",
		]);
	});

	it("counts images in the order of their names, whatever the case of their ending", () => {
		const { sizes, refused } = admit("b.JPG", "notes.txt", "a/z.webp", "a.jpeg", "c.png", "dataset.json");
		const files = {
			name: "x",
			sizes,
			refused,
			read: async () => new Uint8Array(),
			[Symbol.asyncDispose]: async () => {},
		};
		expect(imageNames(files)).toEqual(["a.jpeg", "a/z.webp", "b.JPG", "c.png"]);
	});
});
