// Writes values as YAML in many ways, as the package `yaml` does, which Insomnia and many other programs write their files
// with, and reads them again. Prints text and values of each document.
import { createRequire } from "node:module";

const [tools, count] = process.argv.slice(2);
const yaml = createRequire(tools + "/node_modules/yaml/")("yaml");

// Always the same values.
let seed = 1;
const random = (limit) => {
  seed = (seed * 48271) % 2147483647;
  return seed % limit;
};
const pick = (list) => list[random(list.length)];
const words = [
  "curl", "-d", "'", '"', "a: b", " #x", "é", "it's", "\n", "\n\n", "  ", "\t", "{", "}", "{{ x }}", "[", "]", ",", ":", "-",
  "|", ">", "&a", "*b", "\\", "\\n", "x", "true", "null", "~", "%", "@", "`", "!", "?", "---", "...", "🚀", '-H "A: b"',
];
const sentence = () => Array.from({ length: random(30) }, () => pick(words) + pick(["", " ", " "])).join("");
const value = (depth) => {
  const kind = random(10);
  if (depth === 0 || kind < 5) return sentence();
  if (kind === 5) return pick([1, -5, true, false, null, 12.5]);
  const length = { length: random(4) };
  if (kind < 8) return Array.from(length, () => value(depth - 1));
  return Object.fromEntries(Array.from(length, (_, at) => [pick(["a", "run", "x-y", "c d"]) + at, value(depth - 1)]));
};

for (let at = 0; at < Number(count); ) {
  const options = {
    lineWidth: pick([20, 40, 80, 0]),
    indent: pick([2, 4]),
    indentSeq: pick([true, false]),
    defaultStringType: pick(["PLAIN", "PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE", "BLOCK_LITERAL", "BLOCK_FOLDED"]),
    collectionStyle: pick(["any", "block", "flow"]),
    blockQuote: pick([true, false, "folded", "literal"]),
  };
  const original = JSON.stringify(value(4));
  const text = yaml.stringify(JSON.parse(original), options);
  try {
    // A few of its texts it reads as others, or not at all.
    if (JSON.stringify(yaml.parse(text)) !== original) continue;
  } catch {
    continue;
  }
  console.log(JSON.stringify({ text, value: JSON.parse(original) }));
  at += 1;
}
