/**
 * What is used of the browser's globals. The types of the whole DOM are not loaded; this file is the boundary where they
 * are trusted to be as the standards say. All of it is there on pages and in dedicated workers alike.
 */

import type { GpuDevice, GpuLimits } from "../../host/gpu.ts";

export interface GpuAdapter {
	readonly limits: GpuLimits;
	readonly features: { has(name: string): boolean };
	readonly info: {
		readonly vendor: string;
		readonly architecture: string;
		readonly device: string;
		readonly description: string;
		readonly isFallbackAdapter?: boolean;
	};
	requestDevice(descriptor: {
		readonly label?: string;
		readonly requiredFeatures?: readonly string[];
		readonly requiredLimits?: Readonly<Record<string, number>>;
	}): Promise<GpuDevice>;
}

export interface BrowserGlobals {
	readonly crossOriginIsolated?: boolean;
	readonly navigator: {
		readonly hardwareConcurrency?: number;
		readonly userAgent?: string;
		readonly gpu?: {
			getPreferredCanvasFormat(): string;
			requestAdapter(options?: { readonly powerPreference?: string }): Promise<GpuAdapter | null>;
		};
	};
}

/** The browser's globals. */
export function browserGlobals(): BrowserGlobals {
	// The cast is the boundary to the browser.
	return globalThis as unknown as BrowserGlobals;
}
