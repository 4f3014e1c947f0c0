/**
 * The debug adapter over standard input and output. The extension starts it without arguments and asks the user for
 * consent; with `--stdio` it serves any other client, and nobody is there to ask. It stands in a bundle beside this one, so that
 * what is compiled of it can be kept in the folder `compiled` for the next start.
 */
import { createRequire, enableCompileCache } from "node:module";
import { join } from "node:path";

enableCompileCache(join(__dirname, "compiled"));
createRequire(__filename)("./debugAdapter.cjs");
