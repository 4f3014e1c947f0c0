import type { Command } from "commander";
import type { Administration } from "../../channels/administration.ts";
import type { ExitCode } from "../exitCode.ts";
import { uriOfArgument } from "../locations.ts";
import type { Terminal } from "../terminal.ts";

/** Where the channels are that a command is about. */
export interface StoreFlags {
  readonly store?: string;
  readonly config?: string;
}

/** Adds the options that say where the channels are. */
export function withStore(command: Command): Command {
  return command
    .option("--store <STORE>", "sqlite:FILE or postgres://… (a file in the folder .flowstate of the project)")
    .option("--config <FILE>", "settings in a file of their own, in place of `channels` in flowstate.json");
}

/** Does something to channels or users and prints what came of it. `path` is the file or folder of the bot, as it was typed. */
export async function administer(
  what: Administration,
  path: string,
  { store, config }: StoreFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const channels = await import("../../channels/main.ts");
  const options = {
    location: uriOfArgument(path),
    ...(store === undefined ? {} : { store }),
    ...(config === undefined ? {} : { config }),
  };
  const { code, out, error } = await channels.administer(what, options, process.env);
  for (const line of out) terminal.out(`${line}\n`);
  for (const line of error) terminal.error(`${line}\n`);
  return code;
}
