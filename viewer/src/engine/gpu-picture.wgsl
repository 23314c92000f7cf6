// An image as pixels.
// Reads image [3, R, R] f32, about [-1, 1], channel by channel.
// Writes packed [R, R], one RGBA pixel of 8 bits each, red lowest: clamp(x * 127.5 + 128, 0, 255), truncated, as the
// published tools do it; opaque.

@group(0) @binding(0) var<storage, read> image: array<f32>;
@group(0) @binding(1) var<storage, read_write> packed: array<u32>;

fn level(value: f32) -> u32 {
	return u32(clamp(value * 127.5 + 128.0, 0.0, 255.0));
}

@compute @workgroup_size(64)
fn pixels(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
	let pixel = id.y * groups.x * 64u + id.x;
	let area = arrayLength(&packed);
	if (pixel >= area) {
		return;
	}
	let red = level(image[pixel]);
	let green = level(image[area + pixel]);
	let blue = level(image[2u * area + pixel]);
	packed[pixel] = red | (green << 8u) | (blue << 16u) | 0xff000000u;
}
