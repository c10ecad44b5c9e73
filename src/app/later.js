// Loads the parts of the program that come later. They share everything with the program: memory, functions, and the table
// of functions. The name of each file has the words of the parts that need it; what more of them need comes first. What has
// come is kept; what failed is asked of the host itself, since the browser may have kept it.
const parts = {parts};
const files = {};
let cache = 'default';
function load_file([path, integrity], before) {
  files[path] ??= (async () => {
    const [response] = await Promise.all([fetch(new URL(path, import.meta.url), { integrity, cache }), before]);
    await WebAssembly.instantiate(await response.arrayBuffer(), { __wasm_split: wasm });
  })().catch((why) => {
    delete files[path];
    cache = 'reload';
    console.error(why);
    throw why;
  });
  return files[path];
}
function load_part(word) {
  const own = parts.filter(([path]) => path.includes(word));
  // All of them, also those before a file that another part has brought already.
  return own.reduce((before, file) => Promise.all([before, load_file(file, before)]), undefined);
}
