/** What a user may answer to a question: texts that fit its type, those at the edges of its checks, and one that fits nothing. */
import type * as ast from "../../language/ast.ts";
import { visit } from "../../language/traverse.ts";
import type { UserInput } from "../../runtime/events.ts";
import type { Program } from "../../runtime/program.ts";
import { patternSample } from "./patternSample.ts";
import { pathText, programConstants } from "./programConstants.ts";

/** A text that no question, intent or route is likely to take. */
export const gibberish = "qwxz vbrk";

/** The inputs that answer an `ask`, the most ordinary one first. */
export function sampleAnswers(ask: ast.Ask, program: Program, language: string): readonly UserInput[] {
  const { type, target } = ask;
  if (type?.kind === "ScalarType" && type.name === "attachment") return [sampleAttachment];
  const { compared } = programConstants(program);
  const asked = target === undefined ? [] : (compared.get(pathText(target)) ?? []);
  const checked = ask.items.flatMap((item) => (item.kind === "Check" ? constantsIn(item.condition) : []));
  const constants = [...checked, ...asked.flatMap((each) => (typeof each === "object" ? [] : [String(each)]))];
  const texts = [...textsFor(type, program, language), ...constants.slice(0, 8), gibberish];
  return [...new Set(texts)].map((text) => ({ type: "text", text }));
}

export const sampleAttachment: UserInput = {
  type: "attachment",
  data: { type: "image", url: "https://example.com/picture.png", name: "picture.png" },
};

function constantsIn(expr: ast.Expr | undefined): readonly string[] {
  const found: string[] = [];
  if (expr === undefined) return found;
  visit(expr, (node) => {
    const each = node as ast.Expr;
    if (each.kind === "Number") found.push(String(each.value), String(each.value + 1), String(each.value - 1));
    if (each.kind === "Pattern") found.push(...[patternSample(each) ?? ""].filter((text) => text !== ""));
  });
  return found;
}

/** Texts for a type; none where nobody knows. */
export function textsFor(type: ast.TypeNode | undefined, program: Program, language: string): readonly string[] {
  switch (type?.kind) {
    case "ScalarType":
      return textsOf(type.name);
    case "EntityType": {
      const entity = program.entities.get(type.name.text)?.node;
      if (entity === undefined) return textsOf(type.name.text);
      const sample = entity.pattern === undefined ? undefined : patternSample(entity.pattern);
      return [...(sample === undefined ? [] : [sample]), ...entity.members.map(({ name }) => name.text)].slice(0, 8);
    }
    case "OneOfType":
      return type.options.flatMap((option) => plainTexts(option, language).slice(0, 1)).slice(0, 8);
    case "ListType": {
      const [one, two] = textsFor(type.element, program, language);
      return one === undefined ? [] : two === undefined ? [one] : [one, `${one}, ${two}`];
    }
    case "PatternType": {
      const sample = patternSample(type.pattern);
      return sample === undefined ? [] : [sample];
    }
    default:
      return [];
  }
}

function textsOf(type: string): readonly string[] {
  return scalarTexts[type] ?? ["something"];
}

const scalarTexts: Readonly<Record<string, readonly string[]>> = {
  text: ["something"],
  any: ["something"],
  number: ["10", "0", "-1", "1000000", "2.5"],
  integer: ["10", "0", "-1", "1000000"],
  ordinal: ["1st"],
  quantity: ["3"],
  temperature: ["20 °C"],
  distance: ["5 km"],
  boolean: ["yes", "no"],
  date: ["2026-03-01", "2020-01-01"],
  time: ["14:30"],
  datetime: ["2026-03-01T14:30:00Z"],
  duration: ["2 hours"],
  money: ["50 euro"],
  email: ["ann@example.com"],
  phone: ["+31 20 123 4567"],
  url: ["https://example.com/"],
  location: ["52.37, 4.89"],
  language: ["English"],
};

/** The texts of a Text without anything to fill in, those of the language first. */
function plainTexts(text: ast.Text, language: string): readonly string[] {
  const own = text.languages.filter((block) => block.language.text === language);
  const blocks = [...own, ...text.languages];
  const literals = [...text.alternatives, ...blocks.flatMap(({ alternatives }) => alternatives)];
  return literals.flatMap(({ parts }) =>
    parts.every((part) => part.kind === "Chunk")
      ? [parts.map((part) => (part.kind === "Chunk" ? part.text : "")).join("")]
      : [],
  );
}
