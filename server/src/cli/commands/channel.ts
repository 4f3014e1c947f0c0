import type { Command } from "commander";
import { administer, type StoreFlags, withStore } from "../channels/administer.ts";
import type { ExitCode } from "../exitCode.ts";
import type { Terminal } from "../terminal.ts";

interface AddFlags extends StoreFlags {
  readonly webhook: string;
  readonly keyword?: string;
  readonly to?: string;
}

/** `channel …`: the channels of `serve`. What they print is one JSON object a line. `done` takes the exit code. */
export function addChannelCommand(program: Command, terminal: Terminal, done: (code: ExitCode) => void): void {
  const channel = program
    .command("channel")
    .description("the channels of serve: add one, try it, see what was not delivered")
    .helpCommand(false);
  const command = (name: string, description: string): Command =>
    withStore(channel.command(name).description(description));
  command("add", "make a channel, with its id and token")
    .argument("<KIND>", "api-medium or chatlayer")
    .argument("[PATH]", "the bot: a .flow file or a folder", ".")
    .requiredOption("--webhook <URL>", "where the bot's messages go")
    .option("--keyword <TEXT>", "the message that starts the bot (# and the bot's name)")
    .option("--to <CHANNEL>", "put the bot on this channel, in place of a new one")
    .action(async (kind: string, path: string, flags: AddFlags) => {
      const { webhook, keyword, to } = flags;
      const optional = { ...(keyword === undefined ? {} : { keyword }), ...(to === undefined ? {} : { to }) };
      done(await administer({ do: "add", kind, webhook, ...optional }, path, flags, terminal));
    });
  command("list", "the channels there are, without their tokens")
    .argument("[PATH]", "the bot's folder", ".")
    .action(async (path: string, flags: StoreFlags) => done(await administer({ do: "list" }, path, flags, terminal)));
  for (const [name, description] of [
    ["request-example", "a request that can be sent as it stands"],
    ["test-webhook", "call the webhook once, with a message that says so"],
  ] as const) {
    command(name, description)
      .argument("<ID>", "the channel")
      .argument("[PATH]", "the bot's folder", ".")
      .action(async (id: string, path: string, flags: StoreFlags) =>
        done(await administer({ do: name, id }, path, flags, terminal)),
      );
  }
  command("dead-letters", "the messages that nobody tries to deliver any more")
    .argument("[PATH]", "the bot's folder", ".")
    .option("--channel <ID>", "those of this channel alone")
    .action(async (path: string, { channel: id, ...flags }: StoreFlags & { readonly channel?: string }) =>
      done(
        await administer({ do: "dead-letters", ...(id === undefined ? {} : { channel: id }) }, path, flags, terminal),
      ),
    );
  command("resend", "deliver dead letters again")
    .argument("[ID...]", "the messages")
    .option("--all", "all there are", false)
    .option("--project <PATH>", "the bot's folder", ".")
    .action(async (ids: readonly string[], flags: StoreFlags & { readonly all: boolean; readonly project: string }) =>
      done(await administer({ do: "resend", ids, all: flags.all }, flags.project, flags, terminal)),
    );
}
