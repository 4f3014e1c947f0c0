/** The debug adapter of the editor, over standard input and output. The editor's extension is at the other end and asks the user for consent. */
import { startDebugAdapter } from "./adapter.node.ts";

startDebugAdapter(process.stdin, process.stdout, { canAsk: true });
