// Imports a collection with Insomnia's own importers, fills in its templates as Insomnia does, and sends each request.
// insomnia.mjs MODULES FILE render|setting
// With "render" every body is filled in, with "setting" only where the request's own setting does not forbid it.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const [modules, file, bodies] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const { convert } = require('insomnia-importers');
const nunjucks = require('nunjucks');

const { type, data } = await convert(readFileSync(file, 'utf8'));
if (type.id !== 'insomnia-4') throw new Error(`taken for ${type.id}`);
const { resources } = data;
const environment = resources.find(({ _type }) => _type === 'environment').data;
if (environment.DEVOPNESS_TOKEN !== '') throw new Error('the file has a token');
environment.DEVOPNESS_TOKEN = process.env.DEVOPNESS_TOKEN;

// Insomnia's settings for nunjucks: nothing is escaped, and what is not defined is an error. Its variables are there by
// themselves and behind `_`.
const renderer = new nunjucks.Environment(null, { autoescape: false, throwOnUndefined: true });
const context = { ...environment, _: environment, action: { id: 'wrong' } };
const render = (value, name) => {
  if (typeof value === 'string') return renderer.renderString(value, context);
  if (Array.isArray(value)) return value.map((item) => render(item));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, render(item, key)]));
};

const parents = new Set(resources.map(({ _id }) => _id));
const requests = resources.filter(({ _type }) => _type === 'request');
for (const request of requests.sort((a, b) => a.metaSortKey - b.metaSortKey)) {
  if (!parents.has(request.parentId)) throw new Error(`${request._id} is nowhere`);
  const { body, ...others } = request;
  const { url, method, headers } = render(others);
  const rendered = bodies === 'setting' && request.settingDisableRenderRequestBody ? body : render(body);
  const fields = headers.map(({ name, value }) => [name, value]);
  const answer = await fetch(url, { method, headers: fields, body: rendered.text });
  console.log(method, url, answer.status);
  await answer.arrayBuffer();
}
