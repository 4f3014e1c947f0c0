/**
 * The debug adapter over standard input and output. The extension starts it without arguments and asks the user for
 * consent; with `--stdio` it serves any other client, and nobody is there to ask.
 */
import { startDebugAdapter } from "./adapter.node.ts";

startDebugAdapter(process.stdin, process.stdout, { canAsk: !process.argv.includes("--stdio") });
