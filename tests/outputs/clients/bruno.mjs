// Imports a collection as Bruno does: its own checks of the file, then its own writing of the folder.
// bruno.mjs MODULES FILE FOLDER FORMAT
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync } from 'node:fs';

const [modules, file, folder, format] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const { collectionSchema } = require('@usebruno/schema');
const { createCollectionFromBrunoObject } = require('@usebruno/cli/src/utils/collection.js');

const collection = JSON.parse(readFileSync(file, 'utf8'));
// The program numbers everything itself before it checks a file.
const number = (thing) => Object.assign(thing, { uid: 'x'.repeat(21) });
number(collection).items.forEach((item) => number(item).request.headers.forEach(number));
await collectionSchema.validate(collection);
// The app writes the file of the collection always; this function only where the collection has settings of its own.
collection.root = {};
mkdirSync(folder);
await createCollectionFromBrunoObject(collection, folder, { format });
