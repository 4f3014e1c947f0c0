/** `npm test`: see `scripts/test/main.mjs`. */
import { continueWith } from "./ensure.mjs";

await continueWith("scripts/test/main.mjs", process.argv.slice(2));
