/** Names of the graphs that `triplane export` writes, in processing order. */

export type GraphName = "mapping" | "backbone" | "renderer" | "superresolution" | "view";

export const GRAPH_NAMES: readonly GraphName[] = ["mapping", "backbone", "renderer", "superresolution", "view"];
