// Predicts in the visitor's browser: model.onnx in ONNX Runtime (WebAssembly). Everything comes from beside this file.
import * as ort from "./runtime/ort.wasm.min.mjs";
import { cells, line } from "./lines.mjs";

ort.env.wasm.wasmPaths = new URL("./runtime/", import.meta.url).href;
ort.env.wasm.numThreads = 1;

const page = await (await fetch("page.json")).json();
const signature = page.signature;
const columns = signature.columns ?? Array.from({ length: signature.numbered }, (_, i) =>
  ({ name: String(i + 1), input: String(i + 1), type: "numeric", allowsMissing: true, allowsUnseen: true }));
const outputNames = signature.kind === "binary" ? signature.classes.slice(1) : signature.classes;
const byId = (id) => document.getElementById(id);

/** A row or step as texts to what the graph reads: numbers, NaN for a missing one; texts as they are. */
function read(column, text) {
  const value = text.trim();
  if (column.type === "categorical") return value;
  if (value === "" || signature.missing.includes(value)) return signature.numbered ? 0 : NaN;
  const number = column.type === "boolean" ? { true: 1, false: 0 }[value.toLowerCase()] : Number(value);
  if (!Number.isFinite(number)) throw new Error(`${column.name} must be ${column.type === "boolean"
    ? "true or false" : "a number"}, but is '${value}'`);
  return number;
}

/** The graph's inputs for one example. @param steps rows of values, one each for a step; one row for a table */
function feeds(steps) {
  const shape = signature.steps ? [1, steps.length] : [1];
  const tensor = (values, width, type) => new ort.Tensor(type, type === "float32"
    ? Float32Array.from(values) : values, [...shape, width]);
  const result = {};
  if (columns.some((column) => column.type === "categorical")) {
    columns.forEach((column, c) => {
      const type = column.type === "categorical" ? "string" : "float32";
      result[column.input] = tensor(steps.map((step) => step[c]), 1, type);
    });
  } else {
    result.features = tensor(steps.flat(), columns.length, "float32");
  }
  if (signature.steps) result.lengths = new ort.Tensor("int32", Int32Array.of(steps.length), [1]);
  return result;
}

function form() {
  const fields = columns.map((column, c) => {
    const label = document.createElement("label");
    label.textContent = column.name;
    let field;
    if (column.type === "boolean") {
      field = document.createElement("select");
      for (const value of column.allowsMissing ? ["", "true", "false"] : ["true", "false"]) {
        field.add(new Option(value === "" ? "missing" : value, value));
      }
    } else {
      field = document.createElement("input");
      if (column.allowsMissing) field.placeholder = "missing";
    }
    if (column.categories && column.categories.length <= 200) {
      const list = document.createElement("datalist");
      list.id = `values-${c}`;
      column.categories.forEach((value) => list.append(new Option(value, value)));
      field.setAttribute("list", list.id);
      label.append(list);
    }
    field.value = page.example[c] ?? "";
    field.addEventListener("input", update);
    label.append(field);
    byId("question").append(label);
    return field;
  });
  return () => [columns.map((column, c) => read(column, fields[c].value))];
}

function sheet() {
  const label = document.createElement("label");
  label.className = "wide";
  label.textContent = `One step a line: ${columns.map((column) => column.name).join(", ")}`;
  const text = document.createElement("textarea");
  text.value = Array(Math.max(3, signature.steps.fewest)).fill(line(page.example)).join("\n");
  text.addEventListener("input", update);
  label.append(text);
  byId("question").append(label);
  return () => text.value.split("\n").filter((step) => step.trim() !== "").map((step, i) => {
    const values = cells(step);
    if (values.length !== columns.length) {
      throw new Error(`line ${i + 1} must have ${columns.length} values, but has ${values.length}`);
    }
    return columns.map((column, c) => read(column, values[c]));
  });
}

function bar(name, probability, threshold) {
  const row = document.createElement("div");
  row.className = "bar";
  const number = document.createElement("b");
  number.textContent = probability.toFixed(4);
  const track = document.createElement("div");
  track.className = "track";
  const fill = document.createElement("i");
  fill.style.width = `${100 * probability}%`;
  track.append(fill);
  if (threshold !== undefined) {
    const mark = document.createElement("u");
    mark.style.left = `${100 * threshold}%`;
    mark.title = `threshold ${threshold}`;
    track.append(mark);
  }
  row.append(number, name, track);
  return row;
}

function check(steps) {
  const range = signature.steps;
  if (range && (steps.length < range.fewest || steps.length > range.most)) {
    throw new Error(`a sequence must have ${range.fewest} to ${range.most} steps, but has ${steps.length}`);
  }
  steps.forEach((step) => columns.forEach((column, c) => {
    const value = step[c];
    const missing = typeof value === "number" ? Number.isNaN(value) : signature.missing.includes(value);
    if (missing && !column.allowsMissing) throw new Error(`${column.name} must not be missing`);
    if (!missing && !column.allowsUnseen && !column.categories.includes(value)) {
      throw new Error(`${column.name} must be one of ${column.categories.join(", ")}, but is '${value}'`);
    }
  }));
  return steps;
}

async function update() {
  try {
    const began = performance.now();
    const result = await session.run(feeds(check(example())));
    const taken = performance.now() - began;
    const K = outputNames.length;
    const all = result.probability.data;
    if (Array.from(all).some(Number.isNaN)) throw new Error("a value is refused, or too large to be computed with");
    const answers = all.length / K;
    const last = answers - 1;
    const perLabel = signature.kind === "multi-label" ? K : 1;
    const labels = result.label.data.slice(last * perLabel).filter((name) => name !== "");
    byId("label").textContent = labels.join(", ") || "none";
    const bars = outputNames.map((name, k) => bar(name, all[last * K + k], signature.thresholds[k]));
    byId("bars").replaceChildren(...bars);
    const told = answers > 1 ? `Step ${answers} of ${answers}. ` : "";
    byId("note").textContent = `${told}Computed in ${taken.toFixed(1)} ms.`;
    document.body.dataset.answer = JSON.stringify({ probability: Array.from(all), label: Array.from(result.label.data) });
  } catch (mistake) {
    byId("label").textContent = "…";
    byId("bars").replaceChildren();
    byId("note").textContent = mistake.message;
    document.body.dataset.answer = JSON.stringify({ error: mistake.message });
  }
}

document.title = signature.name;
byId("name").textContent = signature.name;
byId("summary").textContent = page.summary ?? "";
byId("origin").textContent = `Trained ${signature.origin.created.slice(0, 10)}.`;
const session = await ort.InferenceSession.create("model.onnx");
const example = signature.steps ? sheet() : form();
await update();
