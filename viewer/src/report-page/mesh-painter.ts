/** Paints one mesh with WebGL: its own colours as they are, or as clay under a light beside the camera. */

import type { PageMesh } from "./glb.ts";

/** How the mesh is seen. */
export interface MeshView {
	/** Turn about the upright axis and tilt, radians; 0 and 0 is the front. */
	readonly yaw: number;
	readonly pitch: number;
	/** Distance of the camera in radii of the mesh. */
	readonly distance: number;
	readonly clay: boolean;
}

const VERTEX = `#version 300 es
in vec3 position; in vec3 normal; in vec4 colour;
uniform mat4 toClip; uniform mat3 turn;
out vec3 seenNormal; out vec3 light;
void main() { gl_Position = toClip * vec4(position, 1.0); seenNormal = turn * normal; light = colour.rgb; }`;

const FRAGMENT = `#version 300 es
precision highp float;
in vec3 seenNormal; in vec3 light; uniform bool clay; out vec4 colour;
void main() {
  vec3 n = normalize(gl_FrontFacing ? seenNormal : -seenNormal);
  float lit = 0.18 + 0.82 * max(dot(n, normalize(vec3(-0.35, 0.45, 0.9))), 0.0);
  vec3 linear = clay ? vec3(0.58, 0.54, 0.5) * lit : light;
  vec3 low = linear * 12.92; vec3 high = 1.055 * pow(linear, vec3(1.0 / 2.4)) - 0.055;
  colour = vec4(mix(high, low, lessThanEqual(linear, vec3(0.0031308))), 1.0);
}`;

/** Half of the vertical field of view: 12°. */
const TANGENT = Math.tan((12 * Math.PI) / 180);

export class MeshPainter {
	readonly #gl: WebGL2RenderingContext;
	readonly #program: WebGLProgram;
	readonly #count: number;
	readonly #centre: readonly [number, number, number];
	readonly #radius: number;

	/** Throws `Error` where there is no WebGL 2. */
	constructor(canvas: HTMLCanvasElement, mesh: PageMesh) {
		const gl = canvas.getContext("webgl2", { antialias: true, alpha: true });
		if (!gl) throw new Error("MeshPainter: this browser has no WebGL 2");
		this.#gl = gl;
		this.#program = programOf(gl);
		this.#count = mesh.indices.length;
		({ centre: this.#centre, radius: this.#radius } = sphereAbout(mesh.positions));
		attribute(gl, this.#program, "position", mesh.positions, 3);
		attribute(gl, this.#program, "normal", mesh.normals, 3);
		if (mesh.colours) attribute(gl, this.#program, "colour", mesh.colours, 4);
		gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
		gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, mesh.indices, gl.STATIC_DRAW);
		gl.enable(gl.DEPTH_TEST);
	}

	paint({ yaw, pitch, distance, clay }: MeshView): void {
		const gl = this.#gl;
		const { width, height } = gl.canvas;
		gl.viewport(0, 0, width, height);
		gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
		gl.useProgram(this.#program);
		const turn = turnOf(yaw, pitch);
		const away = distance * this.#radius;
		const uniform = (name: string): WebGLUniformLocation | null => gl.getUniformLocation(this.#program, name);
		gl.uniformMatrix3fv(uniform("turn"), false, turn);
		gl.uniformMatrix4fv(uniform("toClip"), false, clipOf(turn, this.#centre, away, this.#radius, width / height));
		gl.uniform1i(uniform("clay"), clay ? 1 : 0);
		gl.drawElements(gl.TRIANGLES, this.#count, gl.UNSIGNED_INT, 0);
	}
}

function programOf(gl: WebGL2RenderingContext): WebGLProgram {
	const program = gl.createProgram();
	for (const [kind, source] of [
		[gl.VERTEX_SHADER, VERTEX],
		[gl.FRAGMENT_SHADER, FRAGMENT],
	] as const) {
		const shader = gl.createShader(kind);
		if (!shader) throw new Error("MeshPainter: the WebGL context is lost");
		gl.shaderSource(shader, source);
		gl.compileShader(shader);
		gl.attachShader(program, shader);
	}
	gl.linkProgram(program);
	if (!gl.getProgramParameter(program, gl.LINK_STATUS)) {
		throw new Error(`MeshPainter: the shaders do not link: ${gl.getProgramInfoLog(program)}`);
	}
	return program;
}

function attribute(
	gl: WebGL2RenderingContext,
	program: WebGLProgram,
	name: string,
	values: Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>,
	size: number,
): void {
	const place = gl.getAttribLocation(program, name);
	gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
	gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW);
	gl.enableVertexAttribArray(place);
	const isFloat = values instanceof Float32Array;
	gl.vertexAttribPointer(place, size, isFloat ? gl.FLOAT : gl.UNSIGNED_SHORT, !isFloat, 0, 0);
}

/** Middle of the bounds, and the farthest vertex from there. */
function sphereAbout(positions: Float32Array): { centre: [number, number, number]; radius: number } {
	const low: [number, number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
	const high: [number, number, number] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (let i = 0; i < positions.length; i++) {
		const axis = (i % 3) as 0 | 1 | 2;
		low[axis] = Math.min(low[axis], positions[i] ?? 0);
		high[axis] = Math.max(high[axis], positions[i] ?? 0);
	}
	const centre: [number, number, number] = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2];
	const radius = Math.hypot(high[0] - centre[0], high[1] - centre[1], high[2] - centre[2]);
	return { centre, radius };
}

/** World to camera axes (x right, y up, z towards the camera), column by column. */
function turnOf(yaw: number, pitch: number): Float32Array {
	const [cy, sy, cp, sp] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch)];
	return Float32Array.of(cy, sp * sy, -cp * sy, 0, cp, sp, sy, -sp * cy, cp * cy);
}

/** World to clip space, column by column. */
function clipOf(
	turn: Float32Array,
	centre: readonly [number, number, number],
	away: number,
	radius: number,
	aspect: number,
): Float32Array {
	const [near, far] = [Math.max(away - 1.1 * radius, away * 0.02), away + 1.1 * radius];
	const scale = [1 / (TANGENT * Math.min(aspect, 1)), 1 / (TANGENT * Math.min(aspect, 1))];
	const [sx, sy] = aspect > 1 ? [(scale[0] ?? 1) / aspect, scale[1] ?? 1] : [scale[0] ?? 1, (scale[1] ?? 1) * aspect];
	const [a, b] = [(far + near) / (near - far), (2 * far * near) / (near - far)];
	const out = new Float32Array(16);
	const shift = [0, 1, 2].map(
		(row) => -[0, 1, 2].reduce((sum, k) => sum + (turn[k * 3 + row] ?? 0) * (centre[k] ?? 0), 0),
	);
	for (let column = 0; column < 4; column++) {
		const [x = 0, y = 0, z = 0] =
			column < 3 ? turn.subarray(column * 3, column * 3 + 3) : [shift[0] ?? 0, shift[1] ?? 0, (shift[2] ?? 0) - away];
		out.set([sx * x, sy * y, a * z + (column === 3 ? b : 0), -z], column * 4);
	}
	return out;
}
