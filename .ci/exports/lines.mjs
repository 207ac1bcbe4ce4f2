// Lines of values that a person types into an exported page: node lines.mjs PAGE.
import { pathToFileURL } from "node:url";

const { cells, line } = await import(pathToFileURL(`${process.argv[2]}/lines.mjs`).href);
const cases = [
  ["1,2", ["1", "2"]], [",5", ["", "5"]], ["1,,3", ["1", "", "3"]], ["1,", ["1", ""]], [",", ["", ""]],
  [",,1", ["", "", "1"]], ['"a,b",2', ["a,b", "2"]], ['"a ""x""",', ['a "x"', ""]], ['1, "a" ,2', ["1", "a", "2"]],
  ['say "no",1', ['say "no"', "1"]],
];
for (const [text, values] of cases) {
  for (const read of [cells(text), cells(line(values))]) {
    if (JSON.stringify(read) !== JSON.stringify(values)) throw new Error(`${text} is read as ${JSON.stringify(read)}`);
  }
}
console.log(`the page reads ${cases.length} lines of values`);
