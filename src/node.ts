/** `triplane/node`: all of `triplane`, with Node's files and ONNX Runtime. */

export * from "./index.ts";
