// Starts the program over the page that stands already. What was typed or chosen before is told to it as if it were
// typed now: the fields themselves have kept it.
const root = document.documentElement;
const system = document.querySelector('[name=theme]');
if (root.dataset.theme && system?.checked) {
  document.querySelector(`[name=theme][value=${root.dataset.theme}]`).checked = true;
}
// The mode and the credentials are those of a preload without `crossorigin`, so that each browser takes the two for one
// request. With it WebKit's preload names the page's origin, this request does not, and the program comes twice.
const program = (cache) =>
  fetch(new URL('{path}', import.meta.url), { integrity: '{integrity}', mode: 'no-cors', credentials: 'include', cache });
try {
  // What the browser has kept may be damaged: the host has it whole.
  await __wbg_init({ module_or_path: program('default').catch(() => program('reload')) });
  for (const field of document.querySelectorAll('input, select')) {
    const { type, options } = field;
    const isChoice = type === 'checkbox' || type === 'radio';
    const isChanged = isChoice
      ? field.checked !== field.defaultChecked && (field.checked || type === 'checkbox')
      : options
        ? [...options].some((option) => option.selected !== option.defaultSelected)
        : field.value !== field.defaultValue;
    if (isChanged) field.dispatchEvent(new Event(isChoice || options ? 'change' : 'input', { bubbles: true }));
  }
  root.dataset.program = 'running';
} catch (why) {
  root.dataset.program = 'failed';
  console.error(why);
}
