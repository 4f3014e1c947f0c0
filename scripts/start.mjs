/** `npm start`: see `scripts/start/main.mjs`. */
import { continueWith } from "./ensure.mjs";

await continueWith("scripts/start/main.mjs", process.argv.slice(2));
