/**
 * Where the numbers of a field and of a job stand: the one list that host and kernel share.
 *
 * Both are rows of float64 in the kernel's memory (pointers and counts are exact up to 2^53). This file is valid
 * TypeScript and valid AssemblyScript, and both sides import it, so that no offset is written twice.
 *
 * Letters: M rays · S coarse samples · K fine samples · C plane channels · G slices of a plane · D hidden units, padded to a multiple of
 * `HIDDEN_GROUP` · F colour channels, padded to one of `GROUP` · H×W texels of a plane.
 */

/** Outputs of one matrix block; F is padded to a multiple of it with zero weights. */
export const GROUP = 8;
/** D is padded to a multiple of this with zero weights. */
export const HIDDEN_GROUP = 16;

// ---- A field: one person's folded planes and second layer, written once by `prepare`.

/** Planes (x, y), (x, z) and, where it could not be merged into the second, (z, ·); 0 if merged. [G, H+2, W+2, D] each. */
export const FIELD_PLANE_A = 0;
export const FIELD_PLANE_B = 1;
export const FIELD_PLANE_C = 2;
/** Width and height of a folded plane without its border. */
export const FIELD_WIDTH = 3;
export const FIELD_HEIGHT = 4;
/** D, padded. */
export const FIELD_HIDDEN = 5;
/** F, and F padded. */
export const FIELD_FEATURES = 6;
export const FIELD_FEATURES_PADDED = 7;
/** [D] the row of the second layer that gives sigma, and its bias (a number, not a pointer). */
export const FIELD_SIGMA_WEIGHTS = 8;
export const FIELD_SIGMA_BIAS = 9;
/** [F/8, D, 8] the other rows in blocks of eight outputs, and their biases [F]. */
export const FIELD_COLOUR_WEIGHTS = 10;
export const FIELD_COLOUR_BIAS = 11;
/** Side of the cube in world units. */
export const FIELD_BOX_WARP = 12;
/** World axis (0, 1, 2) along the height of the third plane. */
export const FIELD_PLANE_C_AXIS = 13;
/** G, and where there are several the bias [D] of the first layer; else it is in the first plane, and this is 0. */
export const FIELD_SLICES = 14;
export const FIELD_BIAS = 15;
/** Where |x| or |z| is larger, world units, sigma is EMPTY_SIGMA; infinity where there is no mask. */
export const FIELD_MASK = 16;
/** 0 or 1: colours are what the second layer gives, without a sigmoid; features are composited colours, not scaled to [-1, 1]. */
export const FIELD_PLAIN_COLOURS = 17;
export const FIELD_DECODED = 18;
export const FIELD_SLOTS = 19;

// ---- What every job has.

/** Two int32: the next tile (atomic), and a flag that stops the job when it is not 0. */
export const JOB_CONTROL = 0;
export const JOB_TILES = 1;
export const JOB_FIELD = 2;
export const JOB_COMMON_SLOTS = 3;

// ---- fold: [C, H, W] slices of planes to padded channel-last planes with the first layer multiplied in.

/** Input planes; the second is added after transposing it, 0 if there is none. */
export const FOLD_SOURCE = 3;
export const FOLD_TRANSPOSED = 4;
/** [H+2, W+2, D] */
export const FOLD_TARGET = 5;
export const FOLD_CHANNELS = 6;
export const FOLD_WIDTH = 7;
export const FOLD_HEIGHT = 8;
export const FOLD_HIDDEN = 9;
/** [D/8, C, 8] first layer / 3 in blocks of eight outputs, and its bias [D] (zeros for all planes but one). */
export const FOLD_WEIGHTS = 10;
export const FOLD_BIAS = 11;
/** Bytes from one channel's texels to the next's. */
export const FOLD_CHANNEL_STRIDE = 12;
export const FOLD_SLOTS = 13;
/** Texels along each side of a tile of the fold. */
export const FOLD_TILE = 8;

// ---- march

/** [M, 3] */
export const MARCH_ORIGINS = 3;
export const MARCH_DIRECTIONS = 4;
/** [M, 2] float64: near and far limit of each ray. */
export const MARCH_LIMITS = 5;
/** M, and rays in a row of the image (a hint for the order of work only). */
export const MARCH_RAYS = 6;
export const MARCH_ROW = 7;
/** S and K. */
export const MARCH_COARSE = 8;
export const MARCH_FINE = 9;
/** Uniform numbers and the bytes from one ray's to the next (0: all rays share one row). */
export const MARCH_JITTER = 10;
export const MARCH_JITTER_STRIDE = 11;
export const MARCH_U = 12;
export const MARCH_U_STRIDE = 13;
/** 0 or 1. */
export const MARCH_DISPARITY = 14;
export const MARCH_WHITE_BACK = 15;
/** [M, F], [M], [M] */
export const MARCH_FEATURES = 16;
export const MARCH_DEPTH = 17;
export const MARCH_OPACITY = 18;
/** [M, 2] smallest and largest sample depth of each ray. */
export const MARCH_RANGE = 19;
export const MARCH_SLOTS = 20;
/** Rays of a tile, across and down the image. */
export const MARCH_TILE_COLUMNS = 4;
export const MARCH_TILE_ROWS = 32;

// ---- gradient: a tile is one item of a batch.

/** [N] addresses (float64) of the items' rows, which begin with the slots of `march`. */
export const GRADIENT_ITEMS = 3;
export const GRADIENT_SLOTS = 4;

/** [M, F] gradient by the features. */
export const ITEM_FEATURES = 20;
/** [3, C · G, H, W] the planes, and the gradient by them. */
export const ITEM_PLANES = 21;
export const ITEM_PLANES_GRADIENT = 22;
export const ITEM_CHANNELS = 23;
/** [D/8, F padded, 8] the colour rows of the second layer, transposed. */
export const ITEM_COLOURS_BACK = 24;
/** [C/8, D, 8] the first layer / 3, transposed; C padded to a multiple of GROUP. */
export const ITEM_FOLD_BACK = 25;
/** Gradients: [C padded, D] and [D] by the first layer and its bias; C padded to a multiple of GROUP. */
export const ITEM_FIRST = 26;
export const ITEM_FIRST_BIAS = 27;
/** [D] and one number: by the row of the second layer that gives sigma, times SOFTPLUS_SCALE, and its bias. */
export const ITEM_SIGMA = 28;
export const ITEM_SIGMA_BIAS = 29;
/** [D, F padded] and [F padded]: by the other rows, times SOFTPLUS_SCALE, and their biases. */
export const ITEM_COLOURS = 30;
export const ITEM_COLOUR_BIAS = 31;
export const ITEM_SLOTS = 32;

// ---- points

/** [P, 3] */
export const POINTS_POSITIONS = 3;
export const POINTS_COUNT = 4;
/** [P], and [P, F] or 0 for sigma only. */
export const POINTS_SIGMA = 5;
export const POINTS_RGB = 6;
export const POINTS_SLOTS = 7;
/** Points of a tile. */
export const POINTS_TILE = 1024;

// ---- grid

/** World coordinates of the slabs x [nx], rows y [ny] and columns z [nz]; nx, ny, nz. */
export const GRID_X = 3;
export const GRID_Y = 4;
export const GRID_Z = 5;
export const GRID_SIZE_X = 6;
export const GRID_SIZE_Y = 7;
export const GRID_SIZE_Z = 8;
/** [nx, ny, nz], and [nx, ny, nz, F] or 0 for sigma only. */
export const GRID_SIGMA = 9;
export const GRID_RGB = 10;
export const GRID_SLOTS = 11;
/** A tile is one x by this many y and z. */
export const GRID_TILE = 32;
