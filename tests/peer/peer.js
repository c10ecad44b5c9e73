// The yardstick of the benchmark: the same page as one writes it by hand, in static HTML and plain JavaScript.
//
// It shows the same first view and writes the same texts for the same form. What it leaves out of the product's work:
//
// - Variables in a text are not checked: no word on unknown, mistyped or unclosed ones, and no worst case of the length that
//   they can bring. Lengths are counted only where a text has no variables.
// - Of a link only its beginning is checked. Nothing is said of characters that cannot be seen, of headers beyond the API's
//   lengths, or of a body field that belongs to another provider.
// - Of a JSON body field it does not say where its text is wrong, and a body field whose name is a number moves to the front,
//   as JavaScript orders such names.
// - A lost answer counts as a failure: it does not look whether the hook exists, and the next press sends again. There is no
//   Cancel, and no question before the page is left meanwhile.
// - What the API complains of is shown with the step, without advice, and not brought to its field of the form.
// - The list is put on the screen at once when its last page is read, and a server that repeats a page is not found out.
// - It knows no policy of the page, no proxy of the page's host, and nothing of use without a network. A kept choice of
//   light or dark is applied when this file has come, after the first paint.

const $ = id => document.getElementById(id);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

const EVENTS = [
  { word: 'started', label: 'Started', status: 'in-progress' },
  { word: 'failed', label: 'Failed', status: 'failed' },
  { word: 'completed', label: 'Completed', status: 'completed' },
];
const PARSED = 'action.triggered_from.hook_parsed_variables.';
const AUTHORIZATION = ['Authorization', 'Bearer {{ application.source_provider.access_token }}'];
const [WARNING, MISSING, ERROR] = [0, 1, 2];

// What is wrong with a text, and the field where it is put right.
class Wrong extends Error {
  constructor(text, field = 'repository') {
    super(text);
    this.field = field;
  }
}

// The result, or what is wrong, as a pair.
function attempt(parse, ...args) {
  try {
    return [parse(...args)];
  } catch (error) {
    if (error instanceof Wrong) return [undefined, error];
    throw error;
  }
}

// ---- Pipeline and repository

function parsePipeline(text) {
  text = text.trim();
  if (!text.includes('/')) return { id: parseId(text.replace(/^#/, '')) };
  const segments = text.split(/[?#]/)[0].split('/').filter(Boolean);
  const after = word => segments[segments.findIndex(s => s.toLowerCase() === word) + 1 || segments.length];
  if (!after('pipelines')) {
    throw new Wrong("This address names no pipeline. Open the pipeline in the Devopness app and copy that page's address: it ends in /pipelines/ and a number.");
  }
  const around = word => attempt(parseId, after(word))[0];
  return {
    id: parseId(after('pipelines')),
    application: around('applications'),
    environment: around('environments'),
    project: around('projects'),
  };
}

function parseId(digits) {
  const id = isNumber(digits) ? BigInt(digits) : 0n;
  if (id === 0n) {
    throw new Wrong('A pipeline is a whole number from 1, such as 512, or the address of its page in the Devopness app.');
  }
  if (id >= 1n << 63n) throw new Wrong("This number is too large for a pipeline. Copy it again from the pipeline's page.");
  return String(id);
}

const isNumber = text => /^\d+$/.test(text);

function cut(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
}

// Takes a repository's text apart into host and path; what of the path is the repository, each provider knows.
function parsePlace(text) {
  text = text.trim().replace(/^["'<>`]+|["'<>`]+$/g, '').trim();
  text = text.replace(/^git clone /, '').trim().replace(/^git remote add origin /, '').trim();
  if (/[\s\p{Cc}]/u.test(text)) {
    throw new Wrong('A repository has no spaces in it. Paste its address, or write it as owner/repository.');
  }
  const place = { scheme: '', host: '', path: [], clone: false, password: false };
  let rest;
  if (text.includes('://')) {
    const [scheme, address] = cut(text, '://');
    const kind = scheme.toLowerCase().replace(/^(git\+)+/, '');
    if (kind === 'http' || kind === 'https') place.scheme = kind;
    else if (kind === 'ssh' || kind === 'git') place.clone = true;
    else throw new Wrong(`An address that starts with ${scheme.toLowerCase()}:// is none of a repository that we know of. Use https://, ssh:// or owner/repository.`);
    const [authority, path] = cut(address, '/');
    setAuthority(place, authority);
    rest = path;
  } else {
    rest = takeHost(place, text);
  }
  // A decoded %2F is a separator too: that is how GitLab's API writes a project's path.
  place.path = rest.split(/[?#]/)[0].split('/').flatMap(s => decode(s).split('/')).filter(Boolean);
  // The address of a branch's or file's page may end in .git as well.
  const isPage = place.scheme && place.path.some(s => ['-', 'tree', 'blob', 'raw', 'blame', 'src', 'browse'].includes(s));
  const last = place.path.at(-1);
  if (!isPage && last?.endsWith('.git') && last !== '.git') {
    place.path.splice(-1, 1, last.slice(0, -4));
    place.clone = true;
  }
  return place;
}

// Reads the host in front of a text without a scheme, and returns what follows it.
function takeHost(place, text) {
  const [first, after] = cut(text, '/');
  const [authority, start] = cut(first, ':');
  // git@host:owner/repository, and host:owner/repository where the host is one beyond doubt.
  if (first.includes(':') && (authority.includes('@') || (authority.includes('.') && !isNumber(start)))) {
    place.clone = true;
    setAuthority(place, authority);
    return text.slice(authority.length + 1);
  }
  if ((first.includes('.') && (after.includes('/') || isWellKnown(first))) || isNumber(start)) {
    setAuthority(place, first);
    return after;
  }
  return text;
}

function setAuthority(place, authority) {
  const at = authority.lastIndexOf('@');
  let host = authority.slice(at + 1);
  place.password = authority.slice(0, Math.max(at, 0)).includes(':');
  // The port of an ssh server is not the port of its web address.
  if (!place.scheme && place.clone) host = host.split(':')[0];
  if (!/^[\w-]+(\.[\w-]+)*(:+\d*)?$/.test(host)) {
    throw new Wrong(`“${host}” is not a host's name. A repository's address looks like https://github.com/owner/repository.`);
  }
  host = host.toLowerCase().replace(place.scheme === 'http' ? /:80$/ : /:443$/, '');
  place.host = isWellKnown(host) ? host.replace(/^www\./, '') : host;
}

const isWellKnown = host => PROVIDERS.some(p => p.claims(host.toLowerCase().replace(/^www\./, '')));

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const below = (root, path) => [root, ...path.map(encodeURIComponent)].join('/');

function parseServer(text) {
  const [place] = attempt(parsePlace, text.includes('://') ? text : `https://${text}`);
  if (!place?.scheme || !place.host) {
    throw new Wrong("A server's address starts with https:// (or http://) and a host, such as https://git.example.com.", 'server');
  }
  const end = place.path.findIndex(s => s === 'api' || s === 'rest');
  return { ...place, path: end < 0 ? place.path : place.path.slice(0, end) };
}

// Where a self-hosted repository stands: the server's address, and the path below it.
function belowServer(place, server) {
  if (server) {
    if (place.host && place.host.split(':')[0] !== server.host.split(':')[0]) {
      throw new Wrong(`The repository is on ${place.host}, but this address names ${server.host}. Clear it, or correct one of the two.`, 'server');
    }
    const under = server.path.every((s, i) => place.path[i] === s);
    const root = below(`${server.scheme}://${server.host}`, server.path);
    return [root, under ? place.path.slice(server.path.length) : place.path];
  }
  if (place.host) return [`${place.scheme || 'https'}://${place.host}`, place.path];
  throw new Wrong("Which server is it on? Give its address, such as https://git.example.com, or paste the repository's whole address.", 'server');
}

// ---- Providers

const JSON_HEADERS = [['Accept', 'application/json'], ['Content-Type', 'application/json']];

const github = {
  headers: [
    ['Accept', 'application/vnd.github+json'],
    ['Content-Type', 'application/json'],
    ['User-Agent', 'devopness'],
    ['X-GitHub-Api-Version', '2022-11-28'],
  ],
  term: 'context',
  states: ['pending', 'success', 'failure', 'error'],
  presets: ['pending', 'failure', 'success'],
  good: ['success'],
  bad: ['failure', 'error'],
  waiting: ['pending'],
  limits: { description: 140, key: 255 },
  fields: ['state', 'target_url', 'description', 'context'],
  shown: '<owner>/<repository>',
  body: s => ({ state: s.state, target_url: s.link, description: s.description, context: s.key }),
  url: ({ root, parts }, hash) => `${root}/repos/${parts.join('/')}/statuses/${hash}`,
  locate(place, root, path) {
    if (this.selfHosted) root += '/api/v3';
    else if (place.host.endsWith('.ghe.com')) root = `https://api.${place.host.replace(/^api\./, '')}`;
    if (path[0] === 'api' && path[1] === 'v3') path = path.slice(2);
    if (path[0] === 'repos' && path.length > 2) path = path.slice(1);
    const [owner, name] = path;
    if (!name) throw new Wrong('A GitHub repository is an owner and a name: owner/repository.');
    if (place.host && NO_OWNERS.includes(owner)) {
      throw new Wrong('This address is none of a repository. Open the repository at GitHub and copy its address.');
    }
    if (place.clone && path.length > 2) {
      throw new Wrong('A GitHub repository has one owner in front of its name: owner/repository.');
    }
    if (!/^(?!-)[\w-]{1,50}$/.test(owner)) {
      throw new Wrong(`“${owner}” cannot be an owner at GitHub: that is up to 39 letters, digits and single hyphens, not starting with a hyphen.`);
    }
    if (name.endsWith('.wiki')) {
      throw new Wrong("This is a repository's wiki, which has no commit statuses. Leave out “.wiki”.");
    }
    if (!/^(?!\.\.?$)[\w.-]{1,100}$/.test(name)) {
      throw new Wrong(`“${name}” cannot be a repository at GitHub: that is up to 100 letters, digits, “-”, “_” and “.”.`);
    }
    return { root, parts: [owner, name], shown: `${owner}/${name}` };
  },
};
const NO_OWNERS =
  'orgs users settings enterprises marketplace notifications topics features sponsors apps collections explore login search about codespaces'.split(' ');

const gitlab = {
  headers: JSON_HEADERS,
  term: 'name',
  states: ['pending', 'running', 'success', 'failed', 'canceled', 'skipped'],
  presets: ['running', 'failed', 'success'],
  good: ['success'],
  bad: ['failed'],
  waiting: ['pending', 'running'],
  limits: { key: 255, description: 255, link: 255 },
  fields: ['state', 'target_url', 'description', 'name', 'context', 'ref', 'coverage', 'pipeline_id'],
  branch: ['ref', 'Without it GitLab picks a branch that holds the commit, and answers 404 when it finds none.'],
  shown: '<project>',
  placeholders: ['<project_id>'],
  body: s => ({ state: s.state, target_url: s.link, description: s.description, name: s.key, ref: s.branch }),
  url: ({ root, parts }, hash) => `${root}/api/v4/projects/${parts[0]}/statuses/${hash}`,
  locate(place, root, path) {
    // In front of api/v4 stands the path that a self-managed GitLab is installed under.
    const api = path.findIndex((s, i) => s === 'api' && path[i + 1] === 'v4');
    const fromApi = api >= 0;
    if (fromApi) [root, path] = [below(root, path.slice(0, api)), path.slice(api + 2)];
    const number = path[0] === 'projects' && isNumber(path[1]) ? path[1] : path.length === 1 && path[0];
    if (isNumber(number)) return { root, parts: [number], shown: `project ${number}` };
    if (fromApi && path[0] === 'projects') path = path.slice(1);
    const end = path.findIndex((s, i) =>
      s === '-' || (i > 1 && !place.clone && (BELOW_PROJECT.includes(s) || (fromApi && /^(statuses|repository)$/.test(s)))));
    if (end >= 0) path = path.slice(0, end);
    if (place.host && !fromApi && ['groups', 'users', 'dashboard', 'explore', 'admin', 'help'].includes(path[0])) {
      throw new Wrong('This address is none of a project. Open the project at GitLab and copy its address.');
    }
    if (path.at(-1)?.endsWith('.wiki')) {
      throw new Wrong("This is a project's wiki, which has no commit statuses. Leave out “.wiki”.");
    }
    if (path.length < 2) {
      throw new Wrong('A GitLab project stands in a group or under a user: group/project, with subgroups between. Its number works as well.');
    }
    path.forEach((part, i) => {
      const group = i < path.length - 1;
      if (!/^(?!-|\.\.?$)[\w.-]{1,255}$/.test(part) || /\.(git|atom)$/.test(part) || (group && part.endsWith('.'))) {
        throw new Wrong(`“${part}” cannot be a ${group ? 'group' : 'project'} at GitLab: paths have letters, digits, “_”, “-” and “.”, do not start with “-” and do not end in “.git” or “.atom”. The path can differ from the name on the page.`);
      }
    });
    const shown = path.join('/');
    return { root, parts: [encodeURIComponent(shown)], shown };
  },
};
const BELOW_PROJECT = 'blob tree raw blame commit commits merge_requests issues pipelines jobs wikis tags'.split(' ');

const bitbucket = {
  headers: JSON_HEADERS,
  term: 'key',
  states: ['INPROGRESS', 'SUCCESSFUL', 'FAILED', 'STOPPED'],
  presets: ['INPROGRESS', 'FAILED', 'SUCCESSFUL'],
  good: ['SUCCESSFUL'],
  bad: ['FAILED'],
  waiting: ['INPROGRESS'],
  limits: { key: 40, description: 255, link: 450 },
  fields: ['state', 'url', 'description', 'key', 'name', 'refname'],
  branch: ['refname', 'With it the status also counts for the pull request of that branch.'],
  needsLink: true,
  shown: '<workspace>/<repository>',
  body: s => ({ state: s.state, url: s.link, description: s.description, key: s.key, name: s.key, refname: s.branch }),
  url: ({ root, parts }, hash) => `${root}/repositories/${parts.join('/')}/commit/${hash}/statuses/build`,
  locate(place, root, path) {
    if (path[0] === '2.0' && path[1] === 'repositories') path = path.slice(2);
    const [workspace, name] = path;
    const uuid = /^\{[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\}$/i;
    if (!name) throw new Wrong('A Bitbucket repository is a workspace and a name: workspace/repository.');
    if (place.clone && path.length > 2) {
      throw new Wrong('A Bitbucket repository has one workspace in front of its name: workspace/repository.');
    }
    if (place.host && (name === 'workspace' || workspace === 'dashboard' || workspace === 'account')) {
      throw new Wrong('This address is none of a repository. Open the repository at Bitbucket and copy its address.');
    }
    if (!uuid.test(workspace) && !/^[\w-]+$/.test(workspace)) {
      throw new Wrong(`“${workspace}” cannot be a workspace at Bitbucket: that is letters, digits, “-” and “_”, or its UUID in braces.`);
    }
    const slug = /^(?!\.\.?$)[\w.-]{1,62}$/.test(name) && (/^-+$/.test(name) || !/^-|-$|--/.test(name));
    if (!uuid.test(name) && !slug) {
      throw new Wrong(`“${name}” cannot be a repository at Bitbucket: that is up to 62 letters, digits, “-”, “_” and “.”, no hyphen at either end and no two together, or its UUID in braces.`);
    }
    return { root, parts: [workspace, name].map(encodeURIComponent), shown: `${workspace}/${name}` };
  },
};

const dataCenter = {
  ...bitbucket,
  states: ['INPROGRESS', 'SUCCESSFUL', 'FAILED', 'CANCELLED', 'UNKNOWN'],
  limits: { key: 255, description: 255, link: 450 },
  fields: ['state', 'url', 'description', 'key', 'name', 'ref', 'buildNumber', 'parent', 'duration', 'lastUpdated', 'testResults'],
  branch: ['ref', 'With it the build also stands at that branch and its pull requests. The variable must hold the bare name, without refs/heads/.'],
  shown: '<project_key>/<repository>',
  body({ branch, ...s }) {
    const { refname, ...body } = bitbucket.body(s);
    return { ...body, ref: branch && `refs/heads/${branch}` };
  },
  url: ({ root, parts: [key, name] }, hash) => `${root}/rest/api/latest/projects/${key}/repos/${name}/commits/${hash}/builds`,
  locate(place, root, path) {
    const [context, key, name] = findInDataCenter(path);
    if (!/^~?(?!\.\.?$)[\w.-]+$/.test(key) || !/^(?!\.\.?$)[\w.-]{1,128}$/.test(name)) {
      throw new Wrong(`“${key}/${name}” cannot be a repository of Bitbucket Data Center: keys and names have letters, digits, “-”, “_” and “.”.`);
    }
    const rest = context.indexOf('rest');
    return { root: below(root, rest < 0 ? context : context.slice(0, rest)), parts: [key, name], shown: `${key}/${name}` };
  },
};

// Context path, project key and repository, in the forms of the product's pages, clone addresses and API.
function findInDataCenter(path) {
  for (const [i, word] of path.entries()) {
    const [key, next, name] = path.slice(i + 1);
    if (word === 'projects' && next === 'repos' && name) return [path.slice(0, i), key, name];
    if (word === 'users' && next === 'repos' && name) return [path.slice(0, i), `~${key}`, name];
    if (word === 'scm' && path.length === i + 3) return [path.slice(0, i), key, next];
  }
  if (path.length === 2 && !['projects', 'users', 'scm'].includes(path[0])) return [[], ...path];
  throw new Wrong("A repository of Bitbucket Data Center is a project's key and a name: PROJECT/repository, or ~user/repository.");
}

const NONE = /(?!)/;

function edition(kind, id, name, root, example, claimed, suggested = NONE) {
  const selfHosted = claimed === NONE;
  return { ...kind, id, name, root, example, selfHosted, claims: h => claimed.test(h), suggests: h => suggested.test(h) };
}

// Those of the cloud come first: they are known by their hosts. A server of one's own is guessed by its name.
const PROVIDERS = [
  edition(github, 'github', 'GitHub', 'https://api.github.com', 'https://github.com/owner/repository', /^((api|ssh)\.)?github\.com$|\.ghe\.com$/),
  edition(gitlab, 'gitlab', 'GitLab', 'https://gitlab.com', 'https://gitlab.com/group/subgroup/project', /^(altssh\.)?gitlab\.com$/),
  edition(bitbucket, 'bitbucket', 'Bitbucket', 'https://api.bitbucket.org/2.0', 'https://bitbucket.org/workspace/repository', /^((api|altssh)\.)?bitbucket\.org$/),
  edition(github, 'github-enterprise-server', 'GitHub Enterprise Server', 'https://<host>/api/v3', 'https://github.example.com/owner/repository', NONE, /^(github|ghe)\./),
  edition(gitlab, 'gitlab-self-managed', 'GitLab self-managed', 'https://<host>', 'https://gitlab.example.com/group/project', NONE, /^gitlab\./),
  edition(dataCenter, 'bitbucket-data-center', 'Bitbucket Data Center', 'https://<host>', 'https://bitbucket.example.com/projects/PROJECT/repos/repository', NONE, /^(bitbucket|stash)\./),
];
const [GITHUB, GITLAB] = PROVIDERS;

const light = (provider, state) => ['good', 'bad', 'waiting'].find(word => provider[word].includes(state)) ?? 'neutral';

// The provider that the repository alone points to, and how sure that is.
function providerByHost(place) {
  if (!place) return { provider: GITHUB, how: 'assumed' };
  if (!place.host) {
    if (place.path.length === 1 && isNumber(place.path[0])) return { provider: GITLAB, how: 'host' };
    // Only GitLab has groups within groups.
    return { provider: place.path.length > 2 ? GITLAB : GITHUB, how: 'assumed' };
  }
  const owner = PROVIDERS.find(p => p.claims(place.host));
  if (owner) return { provider: owner, how: 'host' };
  const likely = PROVIDERS.find(p => p.suggests(place.host));
  return likely ? { provider: likely, how: 'guessed' } : { provider: GITHUB, how: 'unknown' };
}

// ---- Texts

const HIDDEN = '\\x7f-\\x9f\\xad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufe00-\\ufe0e\\ufeff\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}';
const INVISIBLE = new RegExp(`[${HIDDEN}]`, 'gu');
const UNSHOWABLE = new RegExp(`[\\p{Cc}${HIDDEN}]`, 'gu');
const escaped = text => text.replace(/[^]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
const visible = text => text.replace(UNSHOWABLE, escaped);
const pretty = value => JSON.stringify(value, null, 2).replace(INVISIBLE, escaped);

// JSON can write the two characters that mean something inside a shell's single quotes as \uXXXX, so it needs no escapes.
const forShell = json => json.replace(/\\(.)|'/g, (text, next) => (text === "'" || next === '\\' ? escaped(text[0]) : text));

const curl = (method, url, json) =>
  [
    `curl --request ${method}`,
    `--url '${url.replaceAll("'", '%27').replaceAll('\\', '%5C')}'`,
    "--header 'Accept: application/json'",
    '--header "Authorization: Bearer $DEVOPNESS_TOKEN"',
    "--header 'Content-Type: application/json'",
    ...(json ? [`--data '${forShell(json).replaceAll('\n', '\n  ')}'`] : []),
  ].join(' \\\n  ');

const FORMATS = [
  { label: 'cURL', render: hook => curl('POST', hook.url, hook.json) },
  // Several values one after the other are no JSON, so all of them make a list.
  { label: 'JSON payload', render: hook => hook.json, join: texts => `[\n${texts.join(',\n')}\n]\n` },
  {
    label: 'Provider request',
    render({ delivery: { url, headers, body } }) {
      const lines = headers.map(({ name, value }) => `${visible(name)}: ${visible(value)}\n`).join('');
      return `POST ${visible(url)}\n${lines}\n${pretty(body)}`;
    },
  },
];

// ---- From the form to requests and problems

const parsedVariable = name => `{{ ${PARSED}${name} }}`;
const asTyped = text => text;

// A variable that nobody knows becomes its own name in angle brackets, so that it can be seen.
const renderer = samples => text =>
  text.replace(/\{\{([^]*?)\}\}/g, (_, inner) => {
    const path = inner.trim();
    return samples.get(path) ?? `<${path.startsWith(PARSED) ? path.slice(PARSED.length) : path}>`;
  });

// Numbers keep their digits where the browser can do that.
const numberAsTyped = text => JSON.rawJSON?.(text) ?? Number(text);

// The value of an extra body field. The fields of JSON objects are sorted by name.
function extraValue({ kind, value }, render) {
  const text = value.trim();
  if (kind === 'Text') return render(value);
  if (kind === 'Whole number') {
    if (/^-?(0|[1-9]\d*)$/.test(text)) return numberAsTyped(text);
    throw new Wrong('A whole number has digits only, with “-” in front if need be, such as 87. For anything else choose JSON.');
  }
  if (kind === 'True or false') {
    if (text === 'true' || text === 'false') return text === 'true';
    throw new Wrong('Write true or false.');
  }
  try {
    return JSON.parse(text, (_, value, context) => {
      if (typeof value === 'string') return render(value);
      if (typeof value === 'number') return numberAsTyped(context?.source ?? value);
      if (!value || typeof value !== 'object' || Array.isArray(value)) return value;
      return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
    });
  } catch {
    throw new Wrong(`${text ? 'This is not JSON.' : 'Write a JSON value, such as {"a": 1}.'} A text stands in double quotes.`);
  }
}

function makePlan(form, place, misplaced, { provider, how }) {
  const problems = [];
  const say = (field, severity, text) => problems.push({ field, severity, text: visible(text) });

  const [pipeline, badPipeline] = attempt(parsePipeline, form.pipeline);
  if (!form.pipeline.trim()) {
    say('pipeline', MISSING, "Which pipeline deploys it? Its number stands at the end of its page's address in the Devopness app.");
  } else if (badPipeline) {
    say('pipeline', ERROR, badPipeline.message);
  }
  const found = locate(form, place, misplaced, provider, how, say);
  const location = found ?? {
    root: provider.root,
    parts: provider.placeholders ?? provider.shown.split('/'),
    shown: provider.shown,
  };
  check(form, provider, say);

  const [target, badTarget] = attempt(apiTarget, form);
  if (badTarget) say('api-base-url', form.apiOther.trim() ? ERROR : MISSING, badTarget.message);
  const base = target?.base ?? '<api_base_url>';
  const hooksUrl = `${base}/pipelines/${pipeline?.id ?? '<pipeline_id>'}/hooks`;

  const samplesBefore = [...CATALOGUE];
  if (form.branch) samplesBefore.push([PARSED + form.branch, 'main']);
  samplesBefore.push([PARSED + form.hash, CATALOGUE.get(`${PARSED}commit_hash`)]);
  if (pipeline) samplesBefore.push(['action.pipeline.id', pipeline.id], ['action.pipeline_id', pipeline.id]);
  const headers = form.headers.filter(h => h.name || h.value).map(({ name, value }) => ({ name, value }));
  const targetUrl = provider.url(location, parsedVariable(form.hash || '<commit_hash_variable>'));

  const hooks = EVENTS.filter(({ word }) => form.events[word].on).map(({ word, status: sample }) => {
    const event = form.events[word];
    const render = renderer(new Map([...samplesBefore, ['action.status', sample]]));
    const status = {
      state: event.state,
      key: form.key || '<status_key>',
      description: event.description,
      link: form.link || (provider.needsLink ? '<details_link>' : ''),
      branch: form.branch && parsedVariable(form.branch),
    };
    const rendered = Object.fromEntries(Object.entries(status).map(([part, text]) => [part, part === 'state' ? text : render(text)]));
    const json = pretty({
      name: event.name,
      active: true,
      ...(form.actionType && { action_type: 'deploy' }),
      target_url: targetUrl,
      settings: { request_headers: headers, request_body: makeBody(form, provider, status, asTyped) },
      trigger_when: { events: [`action.${word}`] },
    });
    return {
      word,
      name: event.name,
      url: `${hooksUrl}/outgoing`,
      json,
      delivery: {
        url: render(targetUrl),
        headers: headers.map(({ name, value }) => ({ name, value: render(value) })),
        body: makeBody(form, provider, rendered, render),
        status: rendered,
      },
    };
  });
  return { form, provider, how, pipeline, location, found, target, base, hooksUrl, hooks, problems };
}

// The body's fields in the guide's order, without those that are empty, and the extra ones behind them.
function makeBody(form, provider, status, render) {
  const body = Object.fromEntries(Object.entries(provider.body(status)).filter(([, value]) => value));
  for (const row of form.extra) {
    const [value, wrong] = attempt(extraValue, row, render);
    if (row.name && !wrong && !Object.hasOwn(body, row.name)) body[row.name] = value;
  }
  return body;
}

function locate(form, place, misplaced, provider, how, say) {
  if (!form.repository.trim()) {
    say('repository', MISSING, `Which repository is deployed? Paste its address, such as ${provider.example}.`);
    return undefined;
  }
  if (misplaced) {
    say('repository', ERROR, misplaced.message);
    return undefined;
  }
  const { host } = place;
  if (place.password) {
    say('repository', WARNING, 'This address holds a password or token. It is not used, but it is better not to paste it: leave out what stands before the “@”.');
  }
  if (how === 'unknown') {
    say('provider', MISSING, `What runs at ${host}? Choose GitHub Enterprise Server, GitLab self-managed or Bitbucket Data Center.`);
    return undefined;
  }
  const owner = host && PROVIDERS.find(p => p.claims(host));
  if (owner && owner !== provider) {
    say('provider', ERROR, `${host} is ${owner.name}, not ${provider.name}. Choose ${owner.name} or paste another repository.`);
    return undefined;
  }
  if (host && !provider.selfHosted && !owner) {
    say('provider', ERROR, `${host} is not a host of ${provider.name}. Choose the edition that runs there: GitHub Enterprise Server, GitLab self-managed or Bitbucket Data Center.`);
    return undefined;
  }
  const [location, wrong] = attempt(() => {
    const server = provider.selfHosted && form.server.trim() ? parseServer(form.server) : undefined;
    const [root, path] = provider.selfHosted ? belowServer(place, server) : [provider.root, place.path];
    return provider.locate(place, root, path);
  });
  if (wrong) {
    say(wrong.field, wrong.field === 'server' && !form.server.trim() ? MISSING : ERROR, wrong.message);
  } else if (location.root.startsWith('http://')) {
    say('repository', WARNING, "Over http:// the provider's token can be read on the way. Use https:// if the server has it.");
  }
  return location;
}

// All rules but those of the pipeline, the repository and the API, in the order of the form.
function check(form, provider, say) {
  const tooLong = (field, part, text) => {
    const [max, count] = [provider.limits[part], [...text].length];
    if (count > max && !text.includes('{{')) {
      say(field, ERROR, `${provider.name} takes at most ${max} characters here; this has ${count}.`);
    }
  };
  if (!form.key) {
    say('status-key', MISSING, `The status needs a ${provider.term}, the same in all events, so that one status changes its colour.`);
  }
  tooLong('status-key', 'key', form.key);

  const on = EVENTS.filter(({ word }) => form.events[word].on);
  if (!on.length) say('on-started', ERROR, 'Turn on at least one event: there is nothing to create.');
  EVENTS.forEach(({ word }) => {
    const { on: isOn, name, description } = form.events[word];
    const field = `hook-name-${word}`;
    if (!isOn) {
      if (word === 'failed' && on.length) say('on-failed', WARNING, 'Without this hook the status of a failed deploy never turns red.');
      if (word === 'completed' && on.length) say('on-completed', WARNING, 'Without this hook the status never turns green.');
      return;
    }
    tooLong(`description-${word}`, 'description', description);
    if (!name) return say(field, MISSING, 'A hook needs a name, by which it is found in the list.');
    if ([...name].length > 60) say(field, ERROR, `A hook's name has at most 60 characters; this has ${[...name].length}.`);
    if (name.includes('{{')) say(field, WARNING, 'Variables are not filled in here: the name will be shown as it stands.');
    const first = on.find(other => form.events[other.word].name.toLowerCase() === name.toLowerCase());
    if (first.word !== word) {
      say(field, WARNING, `This is also the name of the hook for “${first.label}”: the list shows them alike.`);
    }
  });

  if (!form.link) {
    if (provider.needsLink) say('details-link', MISSING, `${provider.name} wants a link in every status.`);
  } else {
    tooLong('details-link', 'link', form.link);
    if (!/^(https?:\/\/|\{\{)/i.test(form.link)) say('details-link', ERROR, 'A link starts with https:// (or http://).');
  }
  const odd = "This is the variable's name as the incoming hook declares it: letters, digits, “_” and “-”, such as commit_hash. No braces, no path.";
  if (!form.hash) {
    say('hash-variable', MISSING, "Which variable of the incoming hook holds the commit hash? The vendor's guides call it commit_hash.");
  } else if (!/^[\w-]+$/.test(form.hash)) {
    say('hash-variable', ERROR, odd);
  }
  if (form.branch && !/^[\w-]+$/.test(form.branch)) say('branch-variable', ERROR, odd);

  const carriesToken = ({ name }) => /^(authorization|private-token)$/i.test(name);
  if (!form.headers.some(carriesToken)) {
    say('headers', WARNING, 'No header carries a token, so the provider will refuse the status. Put back Authorization.');
  }
  form.headers.forEach((row, at) => {
    const { name, value, id } = row;
    if (!name) {
      say(`header-name-${id}`, MISSING, 'This header has no name. Name it, such as Accept, or remove it.');
    } else if (!/^[\w!#$%&'*+\-.^`|~]+$/.test(name)) {
      say(`header-name-${id}`, ERROR, `“${name}” cannot be a header's name: use letters, digits and hyphens, without spaces or a colon.`);
    } else if (form.headers.slice(0, at).some(other => other.name.toLowerCase() === name.toLowerCase())) {
      say(`header-name-${id}`, ERROR, `${name} stands here twice. Upper and lower case make no difference: keep one.`);
    }
    if (!value.trim()) {
      say(`header-value-${id}`, MISSING, `${name || 'This header'} has no value. Fill it in, or remove the header.`);
    } else if (carriesToken(row) && !value.includes('{{')) {
      say(`header-value-${id}`, WARNING, 'This token will be stored in Devopness as part of the hook, and it stands in every text on this page: share them with care.');
    }
  });

  const written = provider.body({ state: 's', key: 'k', description: 'd', link: 'l', branch: form.branch });
  form.extra.forEach((row, at) => {
    const { name, value, id } = row;
    if (!name) {
      say(`body-field-name-${id}`, MISSING, 'This body field has no name. Name it, or remove it.');
    } else if (Object.hasOwn(written, name) && written[name]) {
      say(`body-field-name-${id}`, ERROR, `“${name}” is written already, from the fields above. Change it there, or use another name.`);
    } else if (form.extra.slice(0, at).some(other => other.name === name)) {
      say(`body-field-name-${id}`, ERROR, `“${name}” stands here twice: keep one.`);
    }
    const [, wrong] = attempt(extraValue, row, asTyped);
    if (wrong) say(`body-field-value-${id}`, value.trim() ? ERROR : MISSING, wrong.message);
  });
}

// ---- The API

// Beside a page that is served from this machine stand the sandbox and the relay, on the next two ports.
const port = Number(location.port);
const isLocal = port > 0 && /^(localhost|\[::1\]|127\..*)$/.test(location.hostname);
const sandbox = `http://127.0.0.1:${port + 1}`;
const relay = `http://127.0.0.1:${port + 2}`;
const PRODUCTION = 'https://api.devopness.com';
const STAGING = 'https://staging-api.devopness.com';

function apiTarget({ api, apiOther }) {
  switch (api) {
    case 'production': return { base: PRODUCTION };
    case 'staging': return { base: STAGING };
    case 'sandbox': return { base: sandbox };
    case 'production-relay': return { base: PRODUCTION, relay: `${relay}/production` };
    case 'staging-relay': return { base: STAGING, relay: `${relay}/staging` };
    default: return { base: parseBase(apiOther) };
  }
}

// https anywhere, http on this machine only, since the token travels with every call.
function parseBase(text) {
  text = text.trim().replace(/\/+$/, '');
  if (!text) throw new Wrong("Write the API's base URL, such as https://api.example.com.");
  const [, scheme, host, number = ''] = text.match(/^(?:(.*?):\/\/)?([A-Za-z\d.-]+|\[[A-Za-z\d.:-]+\])(:\d+)?(?:\/[\w.~/%-]*)?$/) ?? [];
  if (!host || (number && !(number.slice(1) > 0 && number.slice(1) < 65536))) {
    throw new Wrong('A base URL has a host and perhaps a path, without user name, “?” or “#”: https://api.example.com.');
  }
  if (!/^https?$/i.test(scheme)) throw new Wrong('A base URL starts with https://, such as https://api.example.com.');
  if (scheme.toLowerCase() === 'http' && !/^(localhost|\[::1\]|127(\.\d{1,3}){3})$/i.test(host)) {
    throw new Wrong('Over http:// the token could be read on the way. Use https://, or http:// on this machine only.');
  }
  return text;
}

// The token as pasted: white space and a leading "Bearer" are dropped.
function readToken() {
  const words = $('access-token').value.trim().split(/\s+/);
  for (const lead of ['authorization:', 'bearer']) if (words[0].toLowerCase() === lead) words.shift();
  return words.join('');
}

const fitsHeader = token => /^[!-~]+$/.test(token);

const REFUSALS = {
  401: 'The API does not accept the token',
  403: 'The token may not do this',
  404: 'The API does not know this pipeline',
  422: 'The API found something wrong in the hook',
  429: 'Too many calls',
};

// Why a call failed, in a sentence, and the API's words on single fields.
class ApiError extends Error {
  constructor(what, fields = []) {
    super(what);
    this.fields = fields;
  }
}

// Redirects are not followed, so the token cannot travel on to another host.
async function call(method, url, { base, relay }, token, body) {
  if (!navigator.onLine) throw new ApiError('This device has no network.');
  let answer, text;
  try {
    answer = await fetch(relay ? url.replace(base, relay) : url, {
      method,
      body,
      headers: { Accept: 'application/json', Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(30000),
    });
    text = await answer.text();
  } catch (error) {
    throw new ApiError(error.name === 'TimeoutError' ? 'No answer within 30 seconds.' : 'No answer that this page may read.');
  }
  const { ok, status } = answer;
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    if (ok) throw new ApiError(`The answer (${status}) is not JSON, so it is hardly the API's.`);
  }
  if (ok) return value;
  const title = REFUSALS[status] ?? (status >= 500 ? 'The API failed' : 'The API refused');
  throw new ApiError(`${title} (${status})${value?.message ? `: ${value.message}` : '.'}`, messages('', value?.errors));
}

// These may be an object or a list, of lists, objects or texts.
function messages(key, value) {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [key ? `${key}: ${value}` : String(value)];
  return Object.entries(value).flatMap(([inner, item]) => messages(key || Array.isArray(value) ? key : inner, item));
}

// ---- The page

// The catalogue of variables, with sample values, stands in the page itself.
const CATALOGUE = new Map(all('.variable').map(item => [
  item.firstElementChild.textContent.slice(3, -3),
  item.querySelector('code').textContent,
]));

let plan;
let rowCount = 5; // as many header rows as the page has at first
let shownEvent = 0;
let shownFormat = 0;
let lastField;
let run;
let listing = false;
let shownProblems;
const chosenStates = {};
const touched = new Set();

// Writes only what has changed, so that the browser need not lay it out again.
function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function setAttribute(node, name, value) {
  if (node.getAttribute(name) === value) return;
  if (value === null) node.removeAttribute(name);
  else node.setAttribute(name, value);
}

function element(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content.firstElementChild;
}

// An element with a class and a text that may hold anything.
function textElement(tag, className, text) {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = text;
  return node;
}

function fieldHtml(id, label, options) {
  const common = `id="${id}" aria-describedby="${id}-note" aria-invalid="false"`;
  const input = options
    ? `<select ${common} class="field__input">${options.map(word => `<option>${word}</option>`).join('')}</select>`
    : `<input ${common} type="text" class="field__input field__input--mono" autocomplete="off" autocapitalize="off" spellcheck="false">`;
  return `<div class="field"><label class="field__label" for="${id}">${label}</label>${input}<p class="note" id="${id}-note"></p></div>`;
}

const REMOVE = '<button class="button row__remove" type="button">×</button>';
const serverField = element(fieldHtml('server', 'Server address'));
const otherField = element(fieldHtml('api-base-url', 'API base URL'));
const putBack = element('<button class="button" type="button">Put back the recommended headers</button>');

function headerRow(name = '', value = '') {
  const id = ++rowCount;
  const row = element(`<div class="row" data-row="${id}">${fieldHtml(`header-name-${id}`, 'Header name')}${fieldHtml(`header-value-${id}`, 'Header value')}${REMOVE}</div>`);
  const inputs = all('input', row);
  [inputs[0].value, inputs[1].value] = [name, value];
  return row;
}

function extraRow() {
  const id = ++rowCount;
  const kinds = fieldHtml(`body-field-type-${id}`, 'Body field type', ['Text', 'Whole number', 'True or false', 'JSON']);
  return element(`<div class="row row--three" data-row="${id}">${fieldHtml(`body-field-name-${id}`, 'Body field name')}${kinds}${fieldHtml(`body-field-value-${id}`, 'Body field value')}${REMOVE}</div>`);
}

const nameOf = row => row.querySelector('input').value.trim();
const sameName = (a, b) => a.toLowerCase() === b.toLowerCase();

// Puts the recommended headers back, and keeps the rows that were edited or added.
function recommendHeaders(provider) {
  const own = [...$('header-rows').children].filter(row => !('recommended' in row.dataset));
  const missing = [AUTHORIZATION, ...provider.headers].filter(([name]) => !own.some(row => sameName(nameOf(row), name)));
  const recommended = missing.map(([name, value]) => {
    const row = headerRow(name, value);
    row.dataset.recommended = '';
    return row;
  });
  const isFirst = row => sameName(nameOf(row), 'Authorization');
  $('header-rows').replaceChildren(...own.filter(isFirst).reverse(), ...recommended, ...own.filter(row => !isFirst(row)));
}

function readForm() {
  const trimmed = id => $(id).value.trim();
  const events = {};
  for (const { word } of EVENTS) {
    events[word] = {
      on: $(`on-${word}`).checked,
      state: $(`state-${word}`).value,
      description: trimmed(`description-${word}`),
      name: trimmed(`hook-name-${word}`),
    };
  }
  return {
    pipeline: $('pipeline').value,
    repository: $('repository').value,
    server: serverField.querySelector('input').value,
    key: trimmed('status-key'),
    link: trimmed('details-link'),
    hash: trimmed('hash-variable'),
    branch: trimmed('branch-variable'),
    actionType: $('action-type').checked,
    events,
    headers: [...$('header-rows').children].map(row => ({
      id: row.dataset.row,
      name: nameOf(row),
      value: all('input', row)[1].value,
    })),
    extra: [...$('body-field-rows').children].map(row => ({
      id: row.dataset.row,
      name: nameOf(row),
      kind: row.querySelector('select').value,
      value: all('input', row)[1].value,
    })),
    api: $('api').value,
    apiOther: otherField.querySelector('input').value,
  };
}

// Works out what the form means, and shows it.
function update() {
  const [place, misplaced] = attempt(parsePlace, $('repository').value);
  const byHost = providerByHost(place);
  const chosen = PROVIDERS.find(p => p.id === $('provider').value);
  const choice = chosen ? { provider: chosen, how: 'chosen' } : byHost;
  const before = plan?.provider ?? GITHUB;
  if (choice.provider !== before) switchProvider(choice.provider);
  if (choice.provider.selfHosted !== serverField.isConnected) {
    if (choice.provider.selfHosted) $('provider').closest('section').append(serverField);
    else serverField.remove();
  }
  if (($('api').value === 'other') !== otherField.isConnected) {
    if ($('api').value === 'other') $('api').closest('.field').after(otherField);
    else otherField.remove();
  }
  setText($('provider').options[0], `By the repository's host${byHost.how === 'unknown' ? '' : `: ${byHost.provider.name}`}`);
  plan = makePlan(readForm(), place, misplaced, choice);
  show();
}

function switchProvider(provider) {
  recommendHeaders(provider);
  EVENTS.forEach(({ word }, at) => {
    $(`state-${word}`).replaceChildren(...provider.states.map(state => new Option(state)));
    // A choice survives a look at another provider.
    $(`state-${word}`).value = provider.states.includes(chosenStates[word]) ? chosenStates[word] : provider.presets[at];
  });
}

// The help under a field while there is nothing to complain of. What never changes is taken from the page.
const HINTS = {
  pipeline({ pipeline }) {
    if (!pipeline) return '';
    const around = ['application', 'environment', 'project'].filter(word => pipeline[word]);
    return `Pipeline ${pipeline.id}${around.map(word => ` · ${word} ${pipeline[word]}`).join('')}`;
  },
  repository: ({ found, provider }) => (found ? `${found.shown} at ${provider.name}` : ''),
  provider({ how, provider, form }) {
    if (how === 'guessed') return `Guessed from the host's name: ${provider.name}.`;
    return how === 'assumed' && form.repository.trim() ? `No host is given, so ${provider.name} is assumed.` : '';
  },
  server: () => "Only if it differs from the repository's host, as under a path: https://example.com/gitlab.",
  'status-key': ({ provider }) =>
    `One text for all events, so that one status changes its colour. ${provider.name} calls it the ${provider.term}.`,
  'branch-variable': ({ provider: { branch, name } }) =>
    branch
      ? `Optional, such as source_ref; becomes the status's ${branch[0]}. ${branch[1]}`
      : `Not used: a status at ${name} belongs to the commit alone.`,
  api({ form: { api } }) {
    if (api === 'sandbox') return `A stand-in at ${sandbox}, started by make serve. Nothing real is changed.`;
    if (api.endsWith('-relay')) {
      return 'For an API that refuses pages of other origins: the relay of make serve passes each call on. It keeps and prints no token.';
    }
    return 'Nothing is sent before you press a button.';
  },
  'access-token'() {
    const token = readToken();
    if (!token) return "Personal or project token. It stays in this page's memory and goes to the chosen API only.";
    const kind = token.startsWith('devopness_pat_')
      ? 'Personal token'
      : token.startsWith('devopness_proj_')
        ? 'Project token'
        : 'Not like the tokens we know (devopness_pat_…, devopness_proj_…); it will be tried';
    return `${kind}${token.length >= 12 ? `, ending in ${token.slice(-4)}` : ''}.`;
  },
};
for (const note of all('.note[id$=-note]')) {
  const text = note.textContent;
  HINTS[note.id.slice(0, -5)] ??= () => text;
}

const toneOf = ({ severity, field }) =>
  severity === WARNING ? 'warning' : severity === ERROR || touched.has(field) ? 'error' : 'hint';

// A field's visible name, with the event where three fields share one name.
function label(field) {
  if (field === 'headers') return 'Request headers';
  const event = EVENTS.find(({ word }) => field.endsWith(`-${word}`));
  if (!event) return document.querySelector(`label[for="${field}"]`).textContent;
  const words = { on: 'hook on or off', description: 'description', 'hook-name': 'hook name' };
  return `${event.label}: ${words[field.slice(0, -event.word.length - 1)]}`;
}

function tokenProblem() {
  const token = readToken();
  if (token && !fitsHeader(token)) return 'This has characters that no token has. Copy it again.';
  if (!token && touched.has('access-token')) return 'An access token is needed to call the API: create one in Devopness and paste it here.';
  return '';
}

function show() {
  const { form, provider, location, hooks } = plan;
  showNotes();
  showProblems();

  EVENTS.forEach(({ word }) => {
    const { on, state } = form.events[word];
    const stage = $(`event-tab-${word}`).firstElementChild;
    const colour = light(provider, state);
    setAttribute($(`on-${word}`).closest('.event'), 'data-light', colour);
    setAttribute(stage, 'data-light', colour);
    setAttribute(stage, 'data-off', on ? null : '');
    setText(stage.lastElementChild, on ? state : 'off');
  });
  selectTab('event-panel', shownEvent);
  selectTab('format-panel', shownFormat);

  const hook = hooks.find(({ word }) => word === EVENTS[shownEvent].word);
  const status = hook?.delivery.status;
  setAttribute(document.querySelector('.commit'), 'data-light', hook ? light(provider, status.state) : 'neutral');
  setText(document.querySelector('.commit__repository'), location.shown);
  for (const part of ['key', 'description', 'state', 'link']) {
    setText(document.querySelector(`.commit__${part}`), status?.[part] ?? '');
  }
  const format = FORMATS[shownFormat];
  setText($('output-text'), hook ? format.render(hook) : 'This event is off: no hook will be created for it.');
  setText($('copy-output').firstElementChild, ` ${format.label}`);
  setAttribute($('output-text').parentNode, 'aria-label', format.label);
  setText($('list-text'), curl('GET', plan.hooksUrl));

  const [digestStatus, , digestHeaders, digestExtra] = all('.fold__digest');
  setText(digestStatus, $('status-key').value);
  setText(digestHeaders, form.headers.map(h => h.name).join(', '));
  setText(digestExtra, form.extra.map(f => f.name).join(', ') || (form.extra.length ? '' : 'none'));
  setText($('known-fields'), `${provider.name} knows ${provider.fields.join(', ')}. Those that the fields above fill are not repeated here.`);
  for (const row of all('.row')) {
    const what = row.matches('.row--three') ? 'body field' : 'header';
    setAttribute(row.lastElementChild, 'aria-label', `Remove ${what} ${row.querySelector('input').value}`);
  }
  const lacks = [AUTHORIZATION, ...provider.headers].some(([name]) => !form.headers.some(h => sameName(h.name, name)));
  if (lacks !== putBack.isConnected) {
    if (lacks) $('add-header').after(putBack);
    else putBack.remove();
  }
}

function showNotes() {
  const worst = new Map();
  for (const problem of plan.problems) {
    if (problem.severity >= (worst.get(problem.field)?.severity ?? 0)) worst.set(problem.field, problem);
  }
  const token = tokenProblem();
  if (token) worst.set('access-token', { field: 'access-token', severity: ERROR, text: token });
  for (const note of all('.note[id$=-note]')) {
    const field = note.id.slice(0, -5);
    const problem = worst.get(field);
    const tone = problem ? toneOf(problem) : null;
    setText(note, problem?.text ?? HINTS[field]?.(plan) ?? '');
    setAttribute(note, 'data-tone', tone);
    if ($(field).matches('input, select')) setAttribute($(field), 'aria-invalid', String(tone === 'error'));
  }
}

function showProblems() {
  const { problems, hooks, location, provider } = plan;
  const tones = problems.map(toneOf);
  const errors = tones.filter(tone => tone === 'error').length;
  setText(
    document.querySelector('.problems__words'),
    errors
      ? `${errors} to correct:`
      : tones.includes('hint')
        ? 'Still to fill in:'
        : tones.includes('warning')
          ? 'Ready; worth a look:'
          : `${hooks.length === 1 ? 'One hook' : `${hooks.length} hooks`} ready for ${location.shown} at ${provider.name}.`,
  );
  const version = JSON.stringify([problems, tones]);
  if (version === shownProblems) return;
  shownProblems = version;
  const links = problems.map(({ field, text }, at) => {
    const link = textElement('a', 'problems__link', label(field));
    link.href = `#${field}`;
    link.title = text;
    link.dataset.tone = tones[at];
    link.append(textElement('span', 'visually-hidden', `: ${text}`));
    const item = document.createElement('li');
    item.append(link);
    return item;
  });
  document.querySelector('.problems__list').replaceChildren(...links);
}

function selectTab(panel, at) {
  all(`[role=tab][aria-controls=${panel}]`).forEach((tab, i) => {
    setAttribute(tab, 'aria-selected', String(i === at));
    setAttribute(tab, 'tabindex', i === at ? '0' : '-1');
    if (i === at) setAttribute($(panel), 'aria-labelledby', tab.id);
  });
}

function announce(text) {
  $('announcement').replaceChildren(textElement('span', 'announcement__text', text));
}

// Brings a field into view, opening what it is folded in, and puts the cursor there.
function focus(id) {
  const fold = $(id).closest('details');
  if (fold) fold.open = true;
  $(id).focus();
}

async function copy(text, what, shown) {
  try {
    await navigator.clipboard.writeText(text);
    announce(`${what} copied.`);
  } catch {
    getSelection().selectAllChildren(shown);
    announce(`${what} could not be copied: the browser refused. The text shown is selected: press Ctrl+C or Cmd+C.`);
  }
}

// ---- Creating and listing

const isBlocking = ({ severity }) => severity > WARNING;

function showRun() {
  const { steps, running, pipeline, base } = run;
  const done = steps.filter(s => s.id).length;
  const words = running ? `${done} of ${steps.length} created` : `${done} of ${steps.length} hooks exist`;
  const title = textElement('label', 'progress__title', '');
  title.append(
    textElement('span', '', `${words} in pipeline ${pipeline} at ${base}`),
    element(`<progress class="progress__bar" max="${steps.length}" value="${done}"></progress>`),
  );
  const list = textElement('ol', 'progress__steps', '');
  list.append(...steps.map(({ name, state, id, error }) => {
    const item = textElement('li', 'progress__step', '');
    item.dataset.state = state;
    const line = textElement('p', 'progress__line', '');
    line.append(textElement('strong', '', name), textElement('span', '', id ? `created, id ${id}` : state));
    item.append(line);
    if (error) {
      const fields = textElement('ul', 'progress__fields', '');
      fields.append(...error.fields.map(text => textElement('li', '', text)));
      item.append(textElement('p', 'progress__error', error.message), fields);
    }
    return item;
  }));
  document.querySelector('.progress').replaceChildren(title, list);
  setAttribute($('create'), 'aria-disabled', String(running));
}

// The token, or the word that it is missing and the cursor in its field.
function needToken() {
  const token = readToken();
  if (fitsHeader(token)) return token;
  touched.add('access-token');
  show();
  announce('Nothing was sent: an access token is needed.');
  focus('access-token');
  return '';
}

async function createHooks() {
  if (run?.running) return;
  const blocking = plan.problems.filter(isBlocking);
  if (blocking.length) {
    for (const { field } of blocking) touched.add(field);
    show();
    announce('Nothing was sent: first fill in or correct what is marked.');
    return focus(blocking[0].field);
  }
  // What was created already, and means the same still, is not sent again.
  const steps = plan.hooks.map(({ name, url, json }) =>
    run?.steps.find(s => s.id && s.url === url && s.json === json) ?? { name, url, json, state: 'waiting' });
  if (steps.every(s => s.id)) return announce('These hooks exist already. Nothing was sent.');
  const token = needToken();
  if (!token) return;
  const { target, base, pipeline } = plan;
  run = { steps, base, pipeline: pipeline.id, running: true };
  for (const step of steps.filter(s => !s.id)) {
    step.state = 'sending';
    showRun();
    try {
      const hook = await call('POST', step.url, target, token, step.json);
      if (!hook?.id) throw new ApiError('The answer is JSON, but not what was asked for.');
      Object.assign(step, { state: 'created', id: String(hook.id) });
    } catch (error) {
      Object.assign(step, { state: 'failed', error });
      break;
    }
  }
  run.running = false;
  showRun();
  const count = `${steps.filter(s => s.id).length} of ${steps.length} hooks exist.`;
  announce(steps.every(s => s.id) ? `Done: ${count}` : `Stopped: ${count} See below what happened.`);
}

async function listHooks() {
  if (listing) return;
  if (!plan.pipeline || !plan.target) {
    const field = plan.pipeline ? 'api-base-url' : 'pipeline';
    touched.add(field);
    show();
    announce(plan.pipeline ? 'Nothing was sent: correct the API base URL first.' : 'Nothing was sent: name the pipeline first.');
    return focus(field);
  }
  const token = needToken();
  if (!token) return;
  const { target, hooksUrl, pipeline } = plan;
  const put = node => $('hooks').lastElementChild.replaceWith(node);
  listing = true;
  setAttribute($('list'), 'aria-disabled', 'true');
  put(textElement('p', 'hooks__state', 'Reading the list …'));
  try {
    // The header with the next page may be hidden from this page, so the end is a page that is not full.
    const hooks = [];
    let page = 0;
    let more = true;
    while (more && page < 100) {
      page += 1;
      const read = await call('GET', `${hooksUrl}?page=${page}&per_page=100`, target, token);
      if (!Array.isArray(read)) throw new ApiError('The answer is JSON, but not what was asked for.');
      hooks.push(...read);
      more = read.length >= 100;
    }
    put(hooks.length ? hookTable(hooks, pipeline.id) : textElement('p', 'hooks__state', `Pipeline ${pipeline.id} has no hooks.`));
    announce(hooks.length === 0 ? 'The pipeline has no hooks.' : hooks.length === 1 ? 'One hook listed.' : `${hooks.length} hooks listed.`);
  } catch (error) {
    put(textElement('p', 'progress__error', error.message));
    announce(`The hooks could not be listed. ${error.message}`);
  }
  listing = false;
  setAttribute($('list'), 'aria-disabled', 'false');
}

function hookTable(hooks, pipeline) {
  const titles = ['Direction', 'Name', 'Events', 'Target', 'Active', 'Created'].map(title => `<th scope="col">${title}</th>`);
  const frame = element(`<div class="table-frame" tabindex="0" role="region" aria-labelledby="hooks-caption"><table class="table">
    <caption class="table__caption" id="hooks-caption">${hooks.length} hook${hooks.length === 1 ? '' : 's'} in pipeline ${pipeline}</caption>
    <thead><tr>${titles.join('')}</tr></thead><tbody></tbody></table></div>`);
  const isMade = hook => !!hook?.id && !!run?.steps.some(step => step.id === String(hook.id));
  // Hooks that this page has just made come first.
  const sorted = [...hooks.filter(isMade), ...hooks.filter(hook => !isMade(hook))];
  frame.querySelector('tbody').append(...sorted.map(hook => {
    const { type, name, trigger_when, target_url, url, active, created_at } = hook ?? {};
    const row = textElement('tr', isMade(hook) ? 'table__row table__row--made' : 'table__row', '');
    const cell = (className, text, tag = 'span') => {
      const td = textElement('td', className, '');
      td.append(textElement(tag, '', text || '—'));
      row.append(td);
      return td;
    };
    cell('', { in: 'incoming', out: 'outgoing' }[type] ?? type);
    const title = cell('table__name', name);
    if (isMade(hook)) title.append(textElement('span', 'table__mark', 'just created'));
    cell('', trigger_when?.events?.join?.(', '), 'code');
    cell('table__target', target_url || url, 'code');
    cell('', { true: 'yes', false: 'no' }[active]);
    cell('table__created', created_at && `${String(created_at).slice(0, 16).replace('T', ' ')} UTC`);
    return row;
  }));
  return frame;
}

// ---- Events

const THEME = 'hook-builder.theme';

// A browser may refuse storage; then the choice lasts as long as the page.
function keptTheme(theme) {
  try {
    if (theme) localStorage.setItem(THEME, theme);
    else if (theme === '') localStorage.removeItem(THEME);
    const kept = localStorage.getItem(THEME);
    return kept === 'light' || kept === 'dark' ? kept : '';
  } catch {
    return '';
  }
}

function showTheme(theme) {
  setAttribute(document.documentElement, 'data-theme', theme || null);
}

document.addEventListener('input', ({ target }) => {
  if (target.name === 'theme') {
    keptTheme(target.value);
    return showTheme(target.value);
  }
  const [, kind, word] = target.id.match(/^(state|description|hook-name)-([a-z]+)$/) ?? [];
  if (kind === 'state') chosenStates[word] = target.value;
  // What is typed for an event shows in that event's output.
  else if (kind) shownEvent = EVENTS.findIndex(event => event.word === word);
  delete target.closest('.row')?.dataset.recommended;
  update();
});

document.addEventListener('focusin', ({ target }) => {
  if (/^(status-key|details-link|description-.*|header-value-.*|body-field-value-.*)$/.test(target.id)) {
    lastField = target;
    setText($('variables-goal'), `A press inserts it at the cursor in “${label(target.id)}”.`);
  }
});

// Required and empty is a hint until the field is left. The token is needed for two buttons only, which ask for it.
document.addEventListener('focusout', ({ target }) => {
  if (target.hasAttribute('aria-invalid') && target.id !== 'access-token' && !touched.has(target.id)) {
    touched.add(target.id);
    show();
  }
});

function addRow(list, row) {
  list.append(row);
  update();
  focus(row.querySelector('input').id);
}

function insertVariable(text) {
  if (!lastField) return announce('Put the cursor into a field first.');
  if (!lastField.isConnected) return announce('That field is not there any more: put the cursor into another one.');
  lastField.setRangeText(text, lastField.selectionStart, lastField.selectionEnd, 'end');
  lastField.dispatchEvent(new InputEvent('input', { bubbles: true }));
  lastField.focus();
  announce(`${text} inserted into ${label(lastField.id)}.`);
}

document.addEventListener('click', event => {
  const at = selector => event.target.closest(selector);
  const tab = at('[role=tab]');
  const link = at('.problems__link');
  const remove = at('.row__remove');
  const variable = at('.variable__name');
  if (tab) {
    chooseTab(tab);
  } else if (link) {
    event.preventDefault();
    focus(link.hash.slice(1));
  } else if (remove) {
    // The cursor goes on to the button that adds, since its own place is gone.
    const add = remove.closest('.fold__body').querySelector('.fold__actions button');
    remove.parentNode.remove();
    update();
    add.focus();
  } else if (variable) {
    insertVariable(variable.textContent);
  }
});

function chooseTab(tab) {
  const at = [...tab.parentNode.children].indexOf(tab);
  if (tab.getAttribute('aria-controls') === 'event-panel') shownEvent = at;
  else shownFormat = at;
  show();
}

for (const list of all('[role=tablist]')) {
  list.addEventListener('keydown', event => {
    const tabs = [...list.children];
    const now = tabs.findIndex(tab => tab.tabIndex === 0);
    const moves = { ArrowRight: now + 1, ArrowDown: now + 1, ArrowLeft: now - 1, ArrowUp: now - 1, Home: 0, End: -1 };
    if (!Object.hasOwn(moves, event.key)) return;
    event.preventDefault();
    const tab = tabs.at(moves[event.key] % tabs.length);
    chooseTab(tab);
    tab.focus();
  });
}

$('add-header').addEventListener('click', () => addRow($('header-rows'), headerRow()));
$('add-body-field').addEventListener('click', () => addRow($('body-field-rows'), extraRow()));
putBack.addEventListener('click', () => {
  recommendHeaders(plan.provider);
  update();
});
$('copy-output').addEventListener('click', () => copy($('output-text').textContent, FORMATS[shownFormat].label, $('output-text')));
$('copy-list').addEventListener('click', () => copy($('list-text').textContent, 'list command', $('list-text')));
$('copy-all').addEventListener('click', () => {
  const { label, render, join = texts => `${texts.join('\n\n')}\n` } = FORMATS[shownFormat];
  copy(join(plan.hooks.map(render)), `All: ${label}`, $('output-text'));
});
$('forget').addEventListener('click', () => {
  $('access-token').value = '';
  show();
  announce('The token is forgotten.');
});
$('create').addEventListener('click', createHooks);
$('list').addEventListener('click', listHooks);

if (isLocal) {
  $('api').lastElementChild.before(
    new Option('Local sandbox', 'sandbox'),
    new Option('Production, through this machine', 'production-relay'),
    new Option('Staging, through this machine', 'staging-relay'),
  );
}
const theme = keptTheme();
document.querySelector(`[name=theme][value="${theme}"]`).checked = true;
showTheme(theme);

// A person may have typed before this file came.
update();
