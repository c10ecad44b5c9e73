// Carries a set of changes for one pipeline to its end, as a person would: presses Create and Confirm, and then Continue
// or Undo for as long as the page offers them. It stands in the page, since it does so some hundred times. Buttons are
// found by their names, the steps by their label.
const [pipeline, wanted, done] = arguments;
const squash = (text) => text.replace(/\s+/g, ' ').trim();
const button = (name) =>
  [...document.querySelectorAll('button')].find((e) => squash(e.textContent).startsWith(name) && e.checkVisibility());
// Until the page changes: what it says and offers is worth another look only then.
const pause = () => new Promise((resume) => {
  const go = () => {
    changes.disconnect();
    clearTimeout(timer);
    resume();
  };
  const changes = new MutationObserver(go);
  changes.observe(document.body, { attributes: true, characterData: true, childList: true, subtree: true });
  const timer = setTimeout(go, 50);
});
const nothing = `Nothing to do in pipeline ${pipeline} `;
const start = performance.now();
const trail = [];

// A press takes the button away, or the page has a reason to leave it.
const press = async (name) => {
  const pressed = button(name);
  if (!pressed) return false;
  trail.push(squash(pressed.textContent));
  pressed.click();
  for (const at = performance.now(); performance.now() < at + 500; await pause()) {
    if (!pressed.isConnected || !pressed.checkVisibility()) break;
  }
  return true;
};

// The title of the steps for this pipeline, once there are some.
const title = () => {
  const own = document.querySelector('ol[aria-label=Steps]')?.closest('section[aria-labelledby]');
  if (!own || !squash(own.textContent).includes(`Pipeline ${pipeline} at `)) return '';
  return squash(document.getElementById(own.getAttribute('aria-labelledby')).textContent);
};
const heard = () => [...document.querySelectorAll('[role=status]')].map((e) => e.textContent).join(' ');

const label = [...document.querySelectorAll('label')].find((e) => squash(e.textContent) === 'Pipeline');
const field = label.control;
Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, String(pipeline));
field.dispatchEvent(new Event('input', { bubbles: true }));

const carry = async () => {
  let [starts, goes] = [0, 0];
  await press('Create hooks');
  for (; performance.now() < start + 15000; await pause()) {
    const now = title();
    if (button('Confirm: ')) await press('Confirm: ');
    else if (now.startsWith('Undone')) return now;
    // A plan that was made anew may find that all is there.
    else if (now.startsWith('Stopped') && wanted === 'Continue' && document.body.textContent.includes(nothing))
      return `Done: ${nothing}`;
    else if (now.includes(' are in place, and ')) await press(wanted === 'Undo' ? 'Undo all' : 'Remove ');
    else if (now.includes(' are in the list, but ')) {
      if (wanted === 'Continue') return now;
      await press('Undo all');
    } else if (now.startsWith('Done') && wanted === 'Continue') return now;
    else if (now.startsWith('Undoing stopped')) await press('Continue undoing');
    else if (now.startsWith('Done') || now.startsWith('Stopped')) {
      // What never comes to an end is undone at last.
      goes += 1;
      if (wanted === 'Undo' || goes > 6) await press('Undo all');
      else if (!(await press('Continue'))) await press('Create hooks');
    } else if (!now && heard().includes('Nothing was created') && starts < 3) {
      starts += 1;
      await press('Create hooks');
    }
  }
  return '';
};
carry().then((end) => done({ end, trail, shows: end ? '' : document.body.textContent }));
