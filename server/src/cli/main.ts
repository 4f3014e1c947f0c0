import { runCommandLine } from "./commandLine.ts";
import { exit, processTerminal } from "./terminal.ts";

// An interrupted conversation has ended like any other.
process.once("SIGINT", () => void exit(0));

const code = await runCommandLine(process.argv.slice(2), processTerminal());
if (code !== undefined) await exit(code);
