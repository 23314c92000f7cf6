/** `triplane`: the part that runs everywhere. Files, devices and workers come from `triplane/node` or `triplane/web`. */

export * from "./tensor/errors.ts";
