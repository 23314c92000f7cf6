/** Small things every file needs: addresses of array elements, the sum of a vector's lanes. */

/** Address of element `index` of an array of 4-byte numbers. */
export function element(array: usize, index: i32): usize {
	return array + ((<usize>index) << 2);
}

/** Sum of the four lanes. */
export function sumLanes(v: v128): f32 {
	const pairs = f32x4.add(v, v128.shuffle<i32>(v, v, 2, 3, 0, 1));
	return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}
