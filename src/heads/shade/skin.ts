/** Skin: tone, blush, freckles, lips, brows, lashes, stubble and the shadows of age. */

import { fractalNoise, noise3 } from "../field/noise.ts";
import { bump, smoothStep } from "../field/smooth.ts";
import type { Identity } from "../identity/identity.ts";
import { lidHeight } from "../shape/eyes.ts";
import type { HeadShape } from "../shape/head.ts";
import { mouthCoordinates } from "../shape/mouth.ts";
import { type Surface, tint } from "./surface.ts";

export function paintSkin(s: Surface, identity: Identity, shape: HeadShape): void {
	const { skin } = identity;
	[s.red, s.green, s.blue] = skin.colour;
	s.specular = 0.1 + 0.1 * skin.gloss;
	s.gloss = 18;
	s.wrap = 1;
	const mottle = 1 + 0.05 * fractalNoise(s.x * 30, s.y * 30, s.z * 30);
	s.red *= mottle;
	s.green *= mottle;
	s.blue *= mottle;
	if (s.y < -0.22) return;
	paintBlush(s, identity, shape);
	paintStubble(s, identity, shape);
	if (s.z > 0.05) {
		paintFreckles(s, identity);
		paintLips(s, identity, shape);
		paintEyeRegion(s, identity, shape);
		paintBrows(s, identity, shape);
	}
	paintScalp(s, identity, shape);
}

function paintBlush(s: Surface, { skin }: Identity, { layout }: HeadShape): void {
	const ax = Math.abs(s.x);
	const cheek = bump(ax - 0.068, 0.03) * bump(s.y - (layout.eyeY - 0.06), 0.028) * (s.z > 0.05 ? 1 : 0);
	const nose = bump(ax, 0.022) * bump(s.y - layout.noseTipY, 0.02) * smoothStep(0.165, 0.19, s.z);
	const ear = smoothStep(layout.skullX * 0.97, layout.skullX * 1.1, ax) * smoothStep(0.05, 0.02, s.y);
	const amount = skin.blush * (0.75 * cheek + 0.6 * nose + 0.5 * ear);
	tint(s, s.red * 0.98, s.green * 0.62, s.blue * 0.6, Math.min(amount, 1));
}

function paintFreckles(s: Surface, { skin, hair }: Identity): void {
	if (skin.freckles <= 0) return;
	const where = bump(s.y + 0.04, 0.045) * smoothStep(0.08, 0.12, s.z);
	const spots = smoothStep(0.35, 0.6, noise3(s.x * 170 + hair.pattern, s.y * 170, s.z * 170));
	tint(s, s.red * 0.62, s.green * 0.48, s.blue * 0.4, where * spots * skin.freckles * 0.8);
}

function paintLips(s: Surface, { lips }: Identity, { layout }: HeadShape): void {
	const [across, up] = mouthCoordinates(layout, s.x, s.y);
	if (Math.abs(across) > 1.1 || Math.abs(up) > 0.04 || s.z < layout.mouthZ - 0.04) return;
	const room = Math.sqrt(Math.max(1 - across * across, 0));
	const bow = 1 - 0.22 * Math.exp(-(across * across) * 18);
	const upperEdge = 0.0165 * lips.upper * room * bow;
	const lowerEdge = 0.0195 * lips.lower * room;
	const inside = up > 0 ? upperEdge - up : up + lowerEdge;
	const amount = smoothStep(-0.0015, 0.003, inside) * smoothStep(1.02, 0.9, Math.abs(across));
	const shade = up > 0 ? 0.86 : 1;
	tint(s, lips.colour[0] * shade, lips.colour[1] * shade, lips.colour[2] * shade, amount * 0.9);
	s.specular += 0.12 * amount;
	s.gloss += 14 * amount;
	const line = bump(up, 0.0021) * smoothStep(1.06, 0.94, Math.abs(across));
	s.occlusion *= 1 - 0.72 * line;
}

function paintEyeRegion(s: Surface, { eyes, skin, lips }: Identity, { eye, layout }: HeadShape): void {
	const ax = Math.abs(s.x);
	const dx = (ax - layout.eyeX) / 0.045;
	const dy = (s.y - layout.eyeY) / 0.035;
	const near = 1 - smoothStep(0.5, 1, dx * dx + dy * dy);
	if (near <= 0 || s.z < 0.08) return;
	// Thin skin about the eyes is darker and redder.
	tint(s, s.red * 0.84, s.green * 0.72, s.blue * 0.72, near * (0.16 + 0.45 * skin.age));
	const px = ax - eye.centre[0];
	const py = s.y - eye.centre[1];
	const pz = s.z - eye.centre[2];
	const fromCentre = Math.sqrt(px * px + py * py + pz * pz);
	const height = lidHeight(eye, eye.upper, ax, s.y, s.z);
	const onLid = smoothStep(eye.lidRadius * 1.12, eye.lidRadius * 1.02, fromCentre);
	// Lash line on the edge of the upper lid, the fold above it, a fainter line below.
	const lash = onLid * smoothStep(0.0042 + 0.002 * eyes.lashes, 0.0008, Math.abs(height - 0.0006)) * eyes.lashes;
	tint(s, 0.012, 0.009, 0.008, lash * 0.95);
	const fold = bump(height - 0.0105, 0.0018) * smoothStep(-0.022, 0, pz - 0.012);
	s.occlusion *= 1 - 0.35 * fold;
	const lower = onLid * smoothStep(0.004, 0, -height - 0.004) * (height < 0 ? 1 : 0);
	tint(s, lips.colour[0] * 0.8, lips.colour[1] * 0.8, lips.colour[2] * 0.8, lower * 0.35);
}

function paintBrows(s: Surface, { brows, hair, expression }: Identity, { layout }: HeadShape): void {
	const ax = Math.abs(s.x);
	const inner = 0.019;
	const along = (ax - inner) / (0.068 * brows.length);
	if (along < -0.1 || along > 1.1) return;
	const rise = 0.006 * brows.height + 0.008 * expression.browRaise;
	const arch = 0.011 * brows.arch * Math.sin(Math.min(Math.max(along, 0), 1) * 2.4);
	const middle = layout.eyeY + 0.0375 + rise + arch - 0.006 * brows.tilt * (along - 0.5) - 0.006 * along * along;
	const half = 0.0062 * brows.thickness * (1 - 0.62 * along) * smoothStep(-0.12, 0.12, along);
	const off = Math.abs(s.y - middle) / Math.max(half, 1e-4);
	if (off > 1.6) return;
	const strands = 0.8 + 0.2 * noise3(ax * 420 - (s.y - middle) * 250, s.y * 90, hair.pattern);
	const amount = smoothStep(1.35, 0.55, off) * smoothStep(1.08, 0.85, along) * brows.density * strands;
	tint(s, brows.colour[0], brows.colour[1], brows.colour[2], amount);
	s.specular *= 1 - amount;
}

function paintStubble(s: Surface, { beard, hair }: Identity, { layout }: HeadShape): void {
	if (beard.style === "none") return;
	const ax = Math.abs(s.x);
	const below = smoothStep(layout.mouthY + 0.045 + 0.7 * ax, layout.mouthY - 0.01 + 0.7 * ax, s.y);
	const lip = bump(s.y - (layout.mouthY + 0.021), 0.012) * smoothStep(layout.mouthX * 1.25, layout.mouthX * 0.9, ax);
	const jaw = smoothStep(layout.chinY - 0.05, layout.chinY, s.y) * smoothStep(-0.035, 0.01, s.z);
	const whole = beard.style === "moustache" || beard.style === "goatee" ? 0.45 : 1;
	const grain = 0.75 + 0.25 * noise3(s.x * 260, s.y * 260, s.z * 260 + hair.pattern);
	const amount =
		Math.max(below * jaw, lip) * whole * grain * (beard.style === "stubble" ? 0.35 + 0.3 * beard.length : 0.5);
	tint(s, beard.colour[0], beard.colour[1], beard.colour[2], amount);
}

/** The shadow of shaved hair on a bald or receding head. */
function paintScalp(s: Surface, { hair, skin }: Identity, { layout }: HeadShape): void {
	const style = hair.style;
	if (style === "bald" && hair.length < 0.5) return;
	const line = 0.02 + 0.89 * s.y - 2.6 * s.x * s.x - 0.016 * hair.hairline - s.z;
	const over = smoothStep(0, 0.045, line) * smoothStep(-0.01, 0.02, s.y + 0.03 - 0.45 * s.z);
	const amount = over * (style === "bald" ? 0.13 : 0.55) * (1 - 0.3 * skin.tone) * (s.y > layout.eyeY - 0.1 ? 1 : 0);
	tint(s, hair.colour[0], hair.colour[1], hair.colour[2], style === "receding" ? amount * 0.25 : amount);
}
