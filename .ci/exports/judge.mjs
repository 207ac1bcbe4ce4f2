// Judges a graph by onnxruntime-web (WebAssembly): node judge.mjs MODEL FEEDS RUNTIME, with FEEDS as judge.py wrote it.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [model, feedsFile, runtime] = process.argv.slice(2);
const ort = await import(pathToFileURL(`${runtime}/ort.wasm.min.mjs`).href);
ort.env.wasm.wasmPaths = pathToFileURL(`${runtime}/`).href;
ort.env.wasm.numThreads = 1;

const expected = JSON.parse(await readFile(feedsFile, "utf8"));
const feeds = Object.fromEntries(Object.entries(expected.feeds).map(([name, { type, dims, data }]) => {
  const values = type === "float32" ? Float32Array.from(data, (one) => one ?? NaN)
    : type === "int32" ? Int32Array.from(data) : data;
  return [name, new ort.Tensor(type, values, dims)];
}));
const session = await ort.InferenceSession.create(await readFile(model));
const { probability, label } = await session.run(feeds);
const largest = expected.probability.reduce((most, one, i) => Math.max(most, Math.abs(one - probability.data[i])), 0);
if (!(largest <= 1e-5) || probability.data.length !== expected.probability.length) {
  throw new Error(`probabilities are ${largest} apart`);
}
expected.label.forEach((one, i) => {
  if (one !== label.data[i]) throw new Error(`label ${i} is '${label.data[i]}' instead of '${one}'`);
});
console.log(`onnxruntime-web in Node: ${expected.label.length} labels, ${largest.toExponential(1)} apart`);
