import { isMainThread } from "node:worker_threads";
import { runCommandLine } from "./commandLine.ts";
import { exit, processTerminal } from "./terminal.ts";
import { runJob } from "./test/jobs.ts";

if (isMainThread) {
  // An interrupted conversation has ended like any other; whatever else is cut short has not been done.
  process.once("SIGINT", () => void exit(process.argv[2] === "run" ? 0 : 1));

  const code = await runCommandLine(process.argv.slice(2), processTerminal());
  if (code !== undefined) await exit(code);
} else await runJob();
