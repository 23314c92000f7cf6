/** `triplane/web`: all of `triplane`, with the browser's fetch and ONNX Runtime. */

export * from "./index.ts";
