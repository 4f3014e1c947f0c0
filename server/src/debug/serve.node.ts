import { startDebugAdapter } from "./adapter.node.ts";

startDebugAdapter(process.stdin, process.stdout, { canAsk: !process.argv.includes("--stdio") });
