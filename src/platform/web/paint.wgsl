// Paints a tensor [1, 3, H, W] or [1, 1, H, W] over a whole canvas, each canvas pixel with the nearest of the tensor's.
//
// One triangle covers everything. `low` and `high` become black and white, in steps of 8 bits: for low -1 and high 1 just
// those of the published tools, clamp(x * 127.5 + 128, 0, 255) truncated.

struct Picture {
	width: u32,
	height: u32,
	channels: u32,
	low: f32,
	high: f32,
	canvasWidth: f32,
	canvasHeight: f32,
}

@group(0) @binding(0) var<uniform> picture: Picture;
@group(0) @binding(1) var<storage, read> values: array<f32>;

@vertex
fn cover(@builtin(vertex_index) corner: u32) -> @builtin(position) vec4f {
	return vec4f(select(-1.0, 3.0, corner == 1), select(-1.0, 3.0, corner == 2), 0, 1);
}

@fragment
fn paint(@builtin(position) at: vec4f) -> @location(0) vec4f {
	let size = vec2f(f32(picture.width), f32(picture.height));
	let pixel = min(vec2u(at.xy / vec2f(picture.canvasWidth, picture.canvasHeight) * size), vec2u(size) - 1);
	let index = pixel.y * picture.width + pixel.x;
	let step = select(0u, picture.width * picture.height, picture.channels == 3);
	let value = vec3f(values[index], values[index + step], values[index + 2 * step]);
	let share = clamp((value - picture.low) / (picture.high - picture.low), vec3f(0), vec3f(1));
	return vec4f(floor(share * 255 + 0.5) / 255, 1);
}
