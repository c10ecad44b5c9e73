// Loads the part of the program that is needed later. It shares everything with the program: memory, functions, and the
// table of functions. What has come is kept; what failed is asked of the host itself, since the browser may have kept it.
let doctor;
let cache = 'default';
function load_doctor() {
  doctor ??= (async () => {
    const response = await fetch(new URL('{path}', import.meta.url), { integrity: '{integrity}', cache });
    await WebAssembly.instantiate(await response.arrayBuffer(), { __wasm_split: wasm });
  })().catch((why) => {
    doctor = undefined;
    cache = 'reload';
    console.error(why);
    throw why;
  });
  return doctor;
}
