// Checks a document by the schema of OpenAPI 3.1, then sends every example of every operation.
// openapi.mjs MODULES FILE
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [modules, file] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const load = async (name) => {
  const loaded = await import(pathToFileURL(require.resolve(name)));
  return loaded.default?.default ?? loaded.default ?? loaded;
};
const SwaggerClient = await load('swagger-client');
const { Validator } = await import(pathToFileURL(`${modules}/@seriousme/openapi-schema-validator/index.js`));

const spec = JSON.parse(readFileSync(file, 'utf8'));
const validator = new Validator();
const { valid, errors } = await validator.validate(structuredClone(spec));
if (!valid || validator.version !== '3.1') throw new Error(`not valid: ${JSON.stringify(errors)}`);

const client = await new SwaggerClient({ spec, authorizations: { token: process.env.DEVOPNESS_TOKEN } });
if (client.errors.length > 0) throw new Error(JSON.stringify(client.errors));
for (const methods of Object.values(spec.paths)) {
  for (const operation of Object.values(methods)) {
    const bodies = operation.requestBody?.content['application/json'].examples ?? {};
    const names = new Set(Object.keys(bodies));
    for (const { examples } of operation.parameters) Object.keys(examples ?? {}).forEach((name) => names.add(name));
    for (const name of names.size > 0 ? names : ['']) {
      const parameters = operation.parameters.map((one) => [one.name, one.example ?? one.examples[name].value]);
      const answer = await client
        .execute({
          operationId: operation.operationId,
          parameters: Object.fromEntries(parameters),
          requestBody: bodies[name]?.value,
          // What a refusal is written in; a change that is done has no answer to say it with.
          responseContentType: Object.keys(operation.responses.default.content)[0],
          // OpenAPI has no place for this header on a call without a body. The document says so in words.
          requestInterceptor: (request) => {
            request.headers['Content-Type'] ??= 'application/json';
            return request;
          },
        })
        .catch((refused) => refused.response ?? Promise.reject(refused));
      console.log(operation.operationId, name, answer.status);
    }
  }
}
