// Reads GitHub workflows as GitHub does. Prints for each file as JSON what is wrong with it, the one step's script and
// environment with their expressions filled in, and whether the job runs for some events. The jobs of other files, of
// GitLab, are read as YAML.
import { readFileSync } from "node:fs";
import { createRequire, register } from "node:module";
import { pathToFileURL } from "node:url";

const [tools, token, ...files] = process.argv.slice(2);
// The package is made for bundlers, and does not say of its JSON that it is JSON.
const hook = `export const load = (url, context, next) =>
  next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context);`;
register("data:text/javascript," + encodeURIComponent(hook));
const load = (name) => import(pathToFileURL(tools + "/node_modules/@actions/" + name + "/dist/index.js"));
const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } = await load("workflow-parser");
const { Parser, Lexer, Evaluator, data } = await load("expressions");

const yaml = createRequire(tools + "/node_modules/gitlab-ci-local/src/")("js-yaml");

const dictionary = (object) =>
  new data.Dictionary(
    ...Object.entries(object).map(([key, value]) => ({
      key,
      value: typeof value === "string" ? new data.StringData(value) : dictionary(value),
    })),
  );
// What GitHub puts in front of a condition that does not say what is to happen after a failure.
const success = { name: "success", minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(true) };
const evaluate = (expression, contexts) => {
  const parser = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), [success]);
  return new Evaluator(parser.parse(), dictionary(contexts), new Map([["success", success]])).evaluate().coerceString();
};
const secrets = { DEVOPNESS_TOKEN: token };
const filled = (node) => (node.expression ? evaluate(node.expression, { secrets }) : node.value);

async function workflow(name, content) {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  const { events, jobs = [], errors = [] } = await convertWorkflowTemplate(context, value);
  const [job, step] = [jobs[0], jobs[0]?.steps[0]];
  const env = {};
  for (let at = 0; at < (step?.env?.count ?? 0); at += 1) {
    const { key, value } = step.env.get(at);
    env[key.value] = filled(value);
  }
  const runs = (name, branch) => {
    const github = { event_name: name, ref_name: branch, event: { repository: { default_branch: "main" } } };
    return evaluate(job.if.expression, { github }) === "true";
  };
  return {
    problems: [...context.errors.getErrors(), ...errors].map(String),
    steps: jobs.flatMap((job) => job.steps).length,
    expression: Boolean(step?.run.expression),
    run: step && filled(step.run),
    env,
    runs: job && [runs("push", "main"), runs("push", "other"), runs("workflow_dispatch", "other"), runs("schedule", "main")],
    events: Object.keys(events ?? {}),
  };
}

const read = async (file) => {
  const text = readFileSync(file, "utf8");
  return file.endsWith(".gitlab-ci.yml") ? yaml.load(text) : workflow(file, text);
};
console.log(JSON.stringify(await Promise.all(files.map(read))));
