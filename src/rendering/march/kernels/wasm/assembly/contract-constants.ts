/** Generated from contract.ts by scripts/generate-kernels.mjs: the contract's constants. */

export const TRANSMITTANCE_EPSILON: f64 = 1e-10;
export const IMPORTANCE_WEIGHT_FLOOR: f64 = 0.01;
export const IMPORTANCE_PDF_FLOOR: f64 = 1e-5;
export const RGB_SCALE: f64 = 1.002;
export const RGB_MARGIN: f64 = 0.001;
export const DENSITY_SHIFT: f64 = 1;
