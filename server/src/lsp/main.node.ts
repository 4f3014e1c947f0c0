/**
 * The language server as a program: `--stdio` or `--node-ipc`. It stands in a bundle beside this one, so that what is compiled of it can
 * be kept in the folder `compiled` for the next start; where that cannot be written, every start compiles anew.
 */
import { createRequire, enableCompileCache } from "node:module";
import { join } from "node:path";

enableCompileCache(join(__dirname, "compiled"));
createRequire(__filename)("./languageServer.cjs");
