import type { Command } from "commander";
import { administer, type StoreFlags, withStore } from "../channels/administer.ts";
import type { ExitCode } from "../exitCode.ts";
import type { Terminal } from "../terminal.ts";

/** `user delete ID`: forgets a user of `serve`. `done` takes the exit code. */
export function addUserCommand(program: Command, terminal: Terminal, done: (code: ExitCode) => void): void {
  const user = program.command("user").description("the users of serve").helpCommand(false);
  withStore(user.command("delete").description("forget a user with all that is kept of them"))
    .argument("<ID>", "the user")
    .argument("[PATH]", "the bot's folder", ".")
    .option("--channel <ID>", "the channel, where several have a user of that id")
    .action(async (id: string, path: string, { channel, ...flags }: StoreFlags & { readonly channel?: string }) => {
      const what = { do: "delete-user", user: id, ...(channel === undefined ? {} : { channel }) } as const;
      done(await administer(what, path, flags, terminal));
    });
}
