/** The part of the Khronos validator that tests use; the package has no types of its own. */

declare module "gltf-validator" {
	export interface ValidationReport {
		readonly issues: {
			readonly numErrors: number;
			readonly numWarnings: number;
			readonly numInfos: number;
			readonly numHints: number;
			readonly messages: readonly { readonly code: string; readonly message: string; readonly pointer?: string }[];
		};
		readonly info: { readonly totalTriangleCount: number; readonly totalVertexCount: number };
	}

	export function validateBytes(data: Uint8Array, options?: { readonly maxIssues?: number }): Promise<ValidationReport>;
}
