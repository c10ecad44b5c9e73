// Reads a GitHub workflow as GitHub does: prints what is wrong with it, the one step's script and environment with their
// expressions filled in, and whether the job runs for each event that is asked about.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [file, tools, token, ...events] = process.argv.slice(2);
const require = createRequire(pathToFileURL(tools + "/"));
const load = (name) => import(pathToFileURL(tools + "/node_modules/@actions/" + name + "/dist/index.js"));
const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } = await load("workflow-parser");
const { Parser, Lexer, Evaluator, data } = await load("expressions");

const dictionary = (object) =>
  new data.Dictionary(
    ...Object.entries(object).map(([key, value]) => ({
      key,
      value: typeof value === "string" ? new data.StringData(value) : dictionary(value),
    })),
  );
const evaluate = (expression, contexts) => {
  const parser = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), []);
  return new Evaluator(parser.parse(), dictionary(contexts)).evaluate();
};
const filled = (node) => (node.expression ? evaluate(node.expression, { secrets: { DEVOPNESS_TOKEN: token } }).coerceString() : node.value);

const result = parseWorkflow({ name: "devopness-hooks.yml", content: readFileSync(file, "utf8") }, new NoOperationTraceWriter());
const workflow = await convertWorkflowTemplate(result.context, result.value);
const problems = [...result.context.errors.getErrors(), ...(workflow.errors ?? [])].map(String);
const [job, ...jobs] = workflow.jobs ?? [];
const [step, ...steps] = job?.steps ?? [];
const env = {};
for (let at = 0; at < (step?.env?.count ?? 0); at += 1) {
  const { key, value } = step.env.get(at);
  env[key.value] = filled(value);
}
const runs = {};
for (const event of events) {
  const [name, branch] = event.split(" ");
  const github = { event_name: name, ref_name: branch, event: { repository: { default_branch: "main" } } };
  runs[event] = evaluate(job.if.expression ?? job.if.value, { github }).coerceString() === "true";
}
console.log(JSON.stringify({ problems, only: jobs.length + steps.length === 0, expression: Boolean(step?.run.expression), run: step && filled(step.run), env, runs, on: workflow.events }));
