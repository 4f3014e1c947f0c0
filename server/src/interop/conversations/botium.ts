/**
 * Conversations of Botium: `.convo.txt` is a test, `.pconvo.txt` what others include, `.utterances.txt` a name for several
 * texts. A line that begins with a word in capitals that Botium knows is no text but asks for something.
 */

import { lossesOf } from "./activities.ts";
import { botLine, isKeyword, type Vocabulary } from "./botiumLines.ts";
import {
  type ForeignFile,
  type Imported,
  type ImportedStep,
  type ImportedTest,
  inOrder,
  type Loss,
  plainFileName,
} from "./imported.ts";

/** One conversation, or a part of one. */
interface Convo {
  readonly path: string;
  readonly name: string;
  readonly sections: readonly Section[];
}

/** What one side says, with its lines and where they stand. */
interface Section {
  readonly sender: string;
  readonly line: number;
  readonly lines: readonly { readonly text: string; readonly line: number }[];
}

export function importBotium(files: readonly ForeignFile[]): Imported {
  const losses: Loss[] = [];
  const utterances = new Map(files.filter(isOf("utterances")).map(({ text }) => utterancesIn(text)));
  const partial = new Map(
    files
      .filter(isOf("pconvo"))
      .map(convoIn)
      .map((convo) => [convo.name, convo]),
  );
  const imported = files.filter(isOf("convo")).flatMap((file) => {
    const convo = convoIn(file);
    const vocabulary: Vocabulary = { utterances, lose: lossesOf(file.path, losses) };
    const steps = stepsOf(convo, partial, vocabulary, []);
    if (steps.length === 0) {
      vocabulary.lose(1, "There is nothing in this conversation that a test can say.");
      return [];
    }
    if (steps.some(({ kind }) => kind === "bot"))
      vocabulary.lose(1, "Botium compares without regard to capitals; a test does not.");
    const tests: readonly ImportedTest[] = [{ name: convo.name, steps }];
    return [{ path: file.path, tests }];
  });
  return { files: imported, losses: inOrder(losses) };
}

function isOf(kind: "convo" | "pconvo" | "utterances"): (file: ForeignFile) => boolean {
  return ({ path }) => path.toLowerCase().endsWith(`.${kind}.txt`);
}

function utterancesIn(text: string): readonly [string, readonly string[]] {
  const [name = "", ...texts] = linesOf(text).map((line) => line.trim());
  return [name, texts.filter((each) => each !== "")];
}

/** What stands before the first section is its name; without one it is called as its file. */
function convoIn({ path, text }: ForeignFile): Convo {
  const sections: { sender: string; line: number; lines: { text: string; line: number }[] }[] = [];
  let name = "";
  for (const [at, line] of linesOf(text).entries()) {
    const sender = /^#(\S+)\s*$/.exec(line)?.[1];
    if (sender !== undefined) sections.push({ sender, line: at + 1, lines: [] });
    else if (sections.length > 0) sections.at(-1)?.lines.push({ text: line, line: at + 1 });
    else if (name === "") name = line.trim();
  }
  return { path, name: name === "" ? plainFileName(path) : name, sections };
}

function stepsOf(
  { name, sections }: Convo,
  partial: ReadonlyMap<string, Convo>,
  vocabulary: Vocabulary,
  inside: readonly string[],
): readonly ImportedStep[] {
  return sections.flatMap((section): readonly ImportedStep[] => {
    const { lose } = vocabulary;
    const included = section.lines.flatMap(({ text, line }) => {
      const wanted = /^\s*INCLUDE\s+(\S+)/.exec(text)?.[1];
      if (wanted === undefined) return [];
      const convo = partial.get(wanted);
      if (convo === undefined) lose(line, `There is no partial conversation ${wanted} to include.`);
      else if (inside.includes(wanted) || wanted === name) lose(line, `${wanted} includes itself.`);
      else return stepsOf(convo, partial, vocabularyAt(vocabulary, line), [...inside, wanted]);
      return [];
    });
    const own = { ...section, lines: section.lines.filter(({ text }) => !/^\s*INCLUDE\s/.test(text)) };
    return [...sectionSteps(own, vocabulary), ...included];
  });
}

/** What is lost of a part is told where it is included. */
function vocabularyAt({ utterances, lose }: Vocabulary, line: number): Vocabulary {
  return { utterances, lose: (_, message) => lose(line, `In what is included here: ${message}`) };
}

function sectionSteps(section: Section, vocabulary: Vocabulary): readonly ImportedStep[] {
  switch (section.sender.toLowerCase()) {
    case "me":
      return userSteps(section, vocabulary);
    case "bot":
      return botSteps(section, vocabulary);
    default: {
      const first = section.lines.find(({ text }) => text.trim() !== "");
      if (first !== undefined)
        vocabulary.lose(first.line, `What stands under #${section.sender} is left out: ${first.text.trim()}`);
      return [];
    }
  }
}

function userSteps({ lines }: Section, { utterances, lose }: Vocabulary): readonly ImportedStep[] {
  const steps: ImportedStep[] = [];
  const said: { text: string; line: number }[] = [];
  for (const { text, line } of lines) {
    const [word = "", ...rest] = text.trim().split(/\s+/);
    const argument = rest.join(" ");
    if (!isKeyword(word)) said.push({ text, line });
    else if (word === "PAUSE") steps.push({ kind: "wait", ms: Number.parseInt(argument, 10) || 0 });
    else if (word === "BUTTON") steps.push({ kind: "tap", title: argument.split("|").at(-1)?.trim() ?? "" });
    else if (word === "MEDIA") steps.push(...argument.split("|").map((url) => attachment(url.trim())));
    else lose(line, `A test cannot say ${text.trim()} of the user.`);
  }
  const text = said
    .map((each) => each.text)
    .join("\n")
    .trim();
  if (text === "") return steps;
  const [first = text, ...others] = utterances.get(text) ?? [text];
  const line = said.find((each) => each.text.trim() !== "")?.line ?? 1;
  if (others.length > 0) lose(line, `Of ${text} the first text is taken; left out: ${others.join(", ")}.`);
  if (/\$\{?\w/.test(first)) lose(line, `What Botium fills in stands here as it is: ${first}`);
  return [
    ...steps.filter(({ kind }) => kind === "wait"),
    { kind: "user", text: first },
    ...steps.filter(({ kind }) => kind !== "wait"),
  ];
}

function botSteps({ lines, line }: Section, vocabulary: Vocabulary): readonly ImportedStep[] {
  const text = lines.filter(
    (each) =>
      !isKeyword(
        each.text
          .trim()
          .split(/\s+/)[0]
          ?.replace(/^[?!]+/, "") ?? "",
      ),
  );
  const asked = lines.filter((each) => !text.includes(each) && each.text.trim() !== "");
  return botLine(
    {
      text: text
        .map((each) => each.text)
        .join("\n")
        .trim(),
      line: text.find((each) => each.text.trim() !== "")?.line ?? line,
    },
    asked.map((each) => ({ text: each.text.trim(), line: each.line })),
    vocabulary,
  );
}

function attachment(url: string): ImportedStep {
  const type = /\.(png|jpe?g|gif|svg|webp)$/i.test(url) ? "image" : "file";
  return { kind: "attach", data: { type, url, name: url.slice(url.lastIndexOf("/") + 1) } };
}

function linesOf(text: string): readonly string[] {
  return text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
}
