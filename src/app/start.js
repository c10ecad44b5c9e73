// Starts the program over the page that stands already, in two steps: the two fields with their commands, then all the
// rest (`data-late`, until its part of the program has taken it over). What was typed, chosen, opened or pressed before is
// told to each as if it were done now: the fields themselves have kept it, and the presses are kept here.
const root = document.documentElement;
const system = document.querySelector('[name=theme]');
if (root.dataset.theme && system?.checked) {
  document.querySelector(`[name=theme][value=${root.dataset.theme}]`).checked = true;
}
const late = '[data-late]';
const fields = [...document.querySelectorAll('input, select, details')];
const lateFields = fields.filter((field) => field.closest(late));
let pressed = [];
let isRunning = false;
document.addEventListener('click', ({ target }) => {
  const button = target.closest?.('.app button');
  if (button && (!isRunning || button.closest(late))) {
    button.ariaBusy = true;
    pressed.push(button);
  }
}, true);
function tell(fields) {
  for (const field of fields) {
    const { type, options, open } = field;
    const isChoice = type === 'checkbox' || type === 'radio';
    const isChanged = isChoice
      ? field.checked !== field.defaultChecked && (field.checked || type === 'checkbox')
      : options
        ? [...options].some((option) => option.selected !== option.defaultSelected)
        : open || field.value !== field.defaultValue;
    if (isChanged) {
      field.dispatchEvent(new Event(open ? 'toggle' : isChoice || options ? 'change' : 'input', { bubbles: !open }));
    }
  }
  const waiting = pressed;
  pressed = [];
  for (const button of waiting) {
    button.ariaBusy = null;
    button.click();
  }
}
document.addEventListener('whole', () => {
  tell(lateFields);
  root.dataset.program = 'running';
}, { once: true });
// The mode and the credentials are those of a preload without `crossorigin`, so that each browser takes the two for one
// request. With it WebKit's preload names the page's origin, this request does not, and the program comes twice.
const program = (cache) =>
  fetch(new URL('{path}', import.meta.url), { integrity: '{integrity}', mode: 'no-cors', credentials: 'include', cache });
try {
  // What the browser has kept may be damaged: the host has it whole.
  await __wbg_init({ module_or_path: program('default').catch(() => program('reload')) });
  isRunning = true;
  tell(fields.filter((field) => !lateFields.includes(field)));
} catch (why) {
  root.dataset.program = 'failed';
  console.error(why);
}
