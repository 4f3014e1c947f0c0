import { type Command, InvalidArgumentError } from "commander";
import type { Log } from "../../channels/log.ts";
import type { RunningServer } from "../../channels/server.ts";
import { exposedEnvironment } from "../../workspace/exposedEnvironment.ts";
import { nodeFileSystem } from "../../workspace/fileSystem.node.ts";
import type { ExitCode } from "../exitCode.ts";
import { uriOfArgument } from "../locations.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usageError.ts";

interface ServeFlags {
  readonly host?: string;
  readonly port?: number;
  readonly store?: string;
  readonly config?: string;
}

/** Milliseconds that conversations and webhooks under way have to end when the server is stopped. */
const grace = 10_000;

/** `serve [PATH]`: the HTTP channels, until it is interrupted. `done` takes the exit code. */
export function addServeCommand(program: Command, terminal: Terminal, done: (code: ExitCode) => void): void {
  program
    .command("serve")
    .description("the bots behind HTTP; SIGHUP reads the flows again")
    .argument("[PATH]", "a .flow file or a folder, of one bot or several", ".")
    .option("--host <HOST>", "the address to listen on (127.0.0.1)")
    .option("--port <PORT>", "the port to listen on (4000); 0 for any that is free", readPort)
    .option("--store <STORE>", "sqlite:FILE, postgres://… or memory (a file in the folder .flowstate of the project)")
    .option("--config <FILE>", "settings in a file of their own, in place of `channels` in flowstate.json")
    .action(async (path: string, flags: ServeFlags) => done(await serve(path, flags, terminal)));
}

async function serve(path: string, flags: ServeFlags, terminal: Terminal): Promise<ExitCode> {
  const location = uriOfArgument(path);
  const warning = await exposedEnvironment(nodeFileSystem, location);
  if (warning !== undefined) terminal.error(`${warning}\n`);
  const channels = await import("../../channels/main.ts");
  const served = await channels.serve({ location, ...flags }, process.env);
  if (served.kind !== "running") {
    if (served.kind === "usage") throw new UsageError(served.problems.join(" "));
    for (const problem of served.problems) terminal.error(`${problem}\n`);
    return 1;
  }
  const { server, log } = served;
  // Whoever listened to it before would end the process at once.
  process.removeAllListeners("SIGINT");
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  process.on("SIGHUP", () => void readAgain(server, log));
  terminal.out(`${server.url} (${server.bots().join(", ")})\n`);
  await stopped;
  await server.stop(grace);
  return 0;
}

/** Reads the flows again; what keeps them from running is told, and the others stay. */
async function readAgain(server: RunningServer, log: Log): Promise<void> {
  try {
    const loaded = await server.reload();
    if (loaded.kind === "bots") return log.info({ bots: server.bots() }, "The flows were read again.");
    const problems = loaded.kind === "refused" ? loaded.problems : [loaded.reason];
    log.error({ problems }, "The flows stay as they were.");
  } catch (error) {
    log.error({ err: error }, "The flows stay as they were.");
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError("It is a number from 0 to 65535.");
  return port;
}
