// Finds what a person would call "the button 'Create hooks'": visible elements of a role with an accessible name.
// The rules for names are those that this page needs; a test of its own compares them with the browser's tree.
const roles = {
  button: 'button:not([role])',
  checkbox: 'input[type=checkbox]',
  field: 'input:not([type=checkbox]):not([type=radio]), select, textarea',
  group: 'fieldset, [role=group]',
  heading: 'h1, h2, h3',
  link: 'a[href]',
  radio: 'input[type=radio]',
  region: 'section[aria-labelledby], [role=region]',
  summary: 'summary',
  tab: '[role=tab]',
  tablist: '[role=tablist]',
  table: 'table',
};
const squash = (text) => text.replace(/\s+/g, ' ').trim();
const words = (node) => {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || node.ariaHidden === 'true') return '';
  const inner = [...node.childNodes].map(words).join('');
  return getComputedStyle(node).display.startsWith('inline') ? inner : ` ${inner} `;
};
const nameOf = (element) => {
  const labelledBy = element.getAttribute('aria-labelledby');
  if (labelledBy) return labelledBy.split(' ').map((id) => words(document.getElementById(id))).join(' ');
  const own = element.getAttribute('aria-label');
  if (own) return own;
  if (element.labels?.length) return [...element.labels].map(words).join(' ');
  const title = element.querySelector(':scope > legend, :scope > caption');
  return words(title ?? element);
};
// A name that ends in "…" stands for all that begin so.
const fits = (found, wanted) =>
  wanted.endsWith('…') ? found.startsWith(wanted.slice(0, -1)) : found === wanted;
const all = (where, role, name) =>
  [...where.querySelectorAll(roles[role])].filter((e) => e.checkVisibility() && fits(squash(nameOf(e)), name));
const find = (role, name, inside) => {
  const scopes = inside ? all(document, inside[0], inside[1]) : [document];
  return scopes.flatMap((scope) => all(scope, role, name));
};
