import { writeName } from "../../language/names.ts";
import type { Fix } from "../fixes/fix.ts";
import { freeName } from "../fixes/freeName.ts";
import { removal } from "../fixes/removal.ts";
import { writeString } from "../fixes/writeString.ts";
import { inCode } from "../inCode.ts";
import type { ProjectIndex } from "../projectIndex.ts";
import { type ProjectSymbol, symbolKey } from "../symbols.ts";
import type { Check } from "./check.ts";

export const duplicateName: Check = {
  code: "duplicate-name",
  severity: "error",
  summary: "Two declarations of one kind have the same name.",
  documentation: `
Services, intents, entities, mocks, presets and \`var\`s are known in the whole project, whatever file they stand in, so
each needs a name that no other of its kind has. A project has one \`bot\`. The tests of one file need names of their own
too: a report could not tell which of them failed.

Give one of them another name, or join them.
`,
  example: `
--- transfer.flow
intent <|duplicate-name|>help</> {
  "help" "how does this work"
}

on intent help -> explain

state explain {
  say "Tell me how much you want to send, and to whom."
  -> end
}
--- agent.flow
intent <|duplicate-name|>help</> {
  "agent" "talk to somebody"
}
`,
  fixed: `
--- transfer.flow
intent help {
  "help" "how does this work"
}

on intent help -> explain
on intent agent -> explain

state explain {
  say "Tell me how much you want to send, and to whom."
  -> end
}
--- agent.flow
intent agent {
  "agent" "talk to somebody"
}
`,
  only: ["Bot", "Service", "Var", "Intent", "Entity", "Mock", "Preset", "Test"],
  *run({ index, file, path }) {
    for (const symbol of file.symbols) {
      const same = sameName(index, symbol);
      if (same.length < 2) continue;
      const related = same
        .filter((other) => other !== symbol)
        .map((other) => ({
          path: other.path,
          ...other.nameSpan,
          message: RELATED[other.kind] ?? "It stands here too.",
        }));
      yield { path, ...symbol.nameSpan, message: messageFor(symbol, same.length), related };
    }
  },
  fixes({ index, file }, { start, end }) {
    const symbol = file.symbols.find(({ nameSpan }) => nameSpan.start === start && nameSpan.end === end);
    const fix = symbol === undefined ? undefined : fixFor(index, file.source.parsed.text, symbol);
    return fix === undefined ? [] : [fix];
  },
};

const RELATED: { readonly [kind in ProjectSymbol["kind"]]?: string } = {
  bot: "This is a bot too.",
  variable: "It is declared here too.",
};

function sameName(index: ProjectIndex, symbol: ProjectSymbol): readonly ProjectSymbol[] {
  switch (symbol.kind) {
    case "flow":
    case "state":
    case "language":
      return [];
    case "bot":
      return [...index.symbolsOfKind("bot")];
    default:
      return index.symbols(symbol.key);
  }
}

function messageFor(symbol: ProjectSymbol, count: number): string {
  const name = inCode(writeName(symbol.name));
  switch (symbol.kind) {
    case "bot":
      return `A project has one bot, and there are ${count} here. Join them, or give each a folder of its own.`;
    case "variable":
      return `${inCode(symbol.name)} is declared ${count} times. Declare it once.`;
    case "test":
      return `${count} tests of this file are called ${writeString(symbol.name)}. Give each a name of its own.`;
    default:
      return `There are ${count} ${PLURALS[symbol.kind] ?? symbol.kind} called ${name}. Rename or join them.`;
  }
}

const PLURALS: { readonly [kind in ProjectSymbol["kind"]]?: string } = {
  service: "services",
  intent: "intents",
  entity: "entities",
  mock: "mocks",
  preset: "presets",
};

function fixFor(index: ProjectIndex, text: string, symbol: ProjectSymbol): Fix | undefined {
  const { path, nameSpan, name } = symbol;
  switch (symbol.kind) {
    case "flow":
    case "state":
    case "language":
    case "bot":
      return undefined;
    case "variable":
      return quickfix("Remove this declaration", { path, ...removal(text, symbol.span), text: "" });
    case "test": {
      const isTaken = (number: number): boolean => index.symbols(`test:${path}:${name} ${number}`).length > 0;
      let number = 2;
      while (isTaken(number)) number++;
      const written = writeString(`${name} ${number}`);
      return quickfix(`Rename it to ${written}`, { path, ...nameSpan, text: written });
    }
    default: {
      const { kind } = symbol;
      const free = freeName(name, (candidate) => index.symbols(symbolKey(kind, candidate)).length > 0);
      return quickfix(`Rename it to ${inCode(writeName(free))}`, { path, ...nameSpan, text: writeName(free) });
    }
  }
}

function quickfix(title: string, edit: Fix["edits"][number]): Fix {
  return { title, kind: "quickfix", preferred: false, edits: [edit] };
}
