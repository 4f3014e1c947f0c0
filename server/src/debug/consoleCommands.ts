/** The commands of the debug console: what one may do to a conversation beside looking at it. */
import { parseOutside } from "../expressions/fromOutside.ts";
import type { UserInput } from "../runtime/events.ts";
import type { Program } from "../runtime/program.ts";

export type ConsoleCommand =
  | { readonly kind: "input"; readonly input: UserInput }
  | { readonly kind: "go"; readonly state: string }
  | { readonly kind: "preset"; readonly name: string }
  | { readonly kind: "help"; readonly text: string };

export type ReadCommand =
  | { readonly ok: true; readonly command: ConsoleCommand }
  | { readonly ok: false; readonly message: string };

/** The commands with what they do, in the order in which they are listed. */
export const commandHelp: readonly { readonly name: string; readonly takes: string; readonly does: string }[] = [
  { name: "/say", takes: "TEXT", does: "says it as the user" },
  { name: "/tap", takes: "TITLE", does: "taps the reply or button with that title" },
  { name: "/go", takes: "STATE", does: "goes to a state: `state` of this flow, or `flow.state`" },
  { name: "/event", takes: "NAME [JSON]", does: "sends an event, with its data" },
  { name: "/preset", takes: "NAME", does: "writes the values of a preset" },
  { name: "/help", takes: "", does: "lists the commands" },
];

/** Whether a line of the console is a command. */
export function isCommand(text: string): boolean {
  return text.trimStart().startsWith("/");
}

/** Reads a command; names count in `flow` where they are plain. */
export function readCommand(text: string, program: Program, flow: string | null): ReadCommand {
  const [, name = "", rest = ""] = /^\s*(\/\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const argument = rest.trim();
  const isMissing = argument === "" && name !== "/help";
  const known = commandHelp.find((one) => one.name === name);
  if (known === undefined) return no(`There is no command \`${name}\`. There are ${names()}.`);
  if (isMissing) return no(`\`${known.name}\` takes ${known.takes}: it ${known.does}.`);
  switch (name) {
    case "/say":
      return yes({ kind: "input", input: { type: "text", text: argument } });
    case "/tap":
      return yes({ kind: "input", input: { type: "tap", text: argument } });
    case "/go":
      return readGo(argument, program, flow);
    case "/event":
      return readEvent(argument);
    case "/preset":
      if (!program.presets.has(argument)) return no(`There is no preset \`${argument}\`.`);
      return yes({ kind: "preset", name: argument });
    default:
      return yes({
        kind: "help",
        text: commandHelp.map(({ name: own, takes, does }) => `${own} ${takes}: ${does}`).join("\n"),
      });
  }
}

function readGo(written: string, program: Program, flow: string | null): ReadCommand {
  const name = written.replaceAll("`", "");
  const state = program.states.has(name) ? name : program.wire(name, flow);
  return state === undefined ? no(`There is no state \`${name}\`.`) : yes({ kind: "go", state });
}

function readEvent(argument: string): ReadCommand {
  const [, quoted, plain, rest = ""] = /^(?:"([^"]*)"|(\S+))\s*([\s\S]*)$/.exec(argument) ?? [];
  const name = quoted ?? plain ?? "";
  if (rest === "") return yes({ kind: "input", input: { type: "event", name } });
  const data = parseOutside(rest);
  if (data === undefined) return no(`The data of the event is no JSON: ${rest}`);
  return yes({ kind: "input", input: { type: "event", name, data } });
}

function names(): string {
  return commandHelp.map(({ name }) => name).join(" ");
}

function yes(command: ConsoleCommand): ReadCommand {
  return { ok: true, command };
}

function no(message: string): ReadCommand {
  return { ok: false, message };
}
