import { inViewer } from "./viewer-browser.mjs";
const [,, link = "", out = "/tmp/s/look.png", w = "1280", h = "800", tab = ""] = process.argv;
const start = Date.now();
await inViewer({ link, width: +w, height: +h }, async (page) => {
	page.on("console", (m) => console.log(m.type(), m.text()));
	page.on("pageerror", (e) => console.log("ERR", e.message));
	console.log("first", Date.now() - start);
	if (tab) { for (const key of tab) await page.keyboard.press(key); }
	await page.waitForTimeout(+(process.env.WAIT ?? 6000));
	await page.screenshot({ path: out });
	console.log("shot", Date.now() - start);
});
