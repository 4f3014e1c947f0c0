/** How every construct of the language is laid out: one rule a kind of node. */
import type { Block, If, Match, Node, PhraseGroup, StringLiteral, Test, Text } from "./ast.ts";
import { layOutExpression } from "./printExpressions.ts";
import type { Layout } from "./printLayout.ts";
import type { Span } from "./spans.ts";
import { children, visit } from "./traverse.ts";

/** Lays out a declaration and all that stands in it. */
export function layOut(layout: Layout, declaration: Node): void {
  visit(declaration, (node) => {
    if (node.kind === "String" || node.kind === "Phrase" || node.kind === "Pattern") return false;
    const things = thingsInBraces(node);
    if (things !== undefined) bracesAtEnd(layout, node, firsts(layout, things));
    commas(layout, thingsWithCommas(node));
    layOutSteps(layout, node);
    layOutDeclarations(layout, node);
    layOutExpression(layout, node);
    return true;
  });
}

/** What stands in the braces that a node ends with. */
function thingsInBraces(node: Node): readonly Span[] | undefined {
  switch (node.kind) {
    case "StateBody":
    case "Bot":
    case "Service":
    case "Api":
    case "Answer":
    case "Card":
    case "Item":
    case "Ask":
      return node.items;
    case "Say":
    case "TestBot":
      return node.parts;
    case "Preset":
      return node.entries;
    case "Entity":
      return node.members;
    case "Intent":
      return node.groups;
    case "Test":
      return node.steps;
    default:
      return undefined;
  }
}

/** What stands in a list with commas that has no brackets. */
function thingsWithCommas(node: Node): readonly Span[] {
  switch (node.kind) {
    case "BotLanguages":
      return node.languages;
    case "NextDialogstate":
      return node.states;
    case "TextTrigger":
      return node.texts;
    case "OneOfType":
      return node.options;
    case "EntityMember":
      return node.synonyms;
    case "MatchArm":
      return node.values;
    default:
      return [];
  }
}

function layOutSteps(layout: Layout, node: Node): void {
  switch (node.kind) {
    case "Ask":
      question(layout, node.question);
      break;
    case "Check":
      clause(layout, node.message);
      break;
    case "Route":
      clause(layout, node.when);
      break;
    case "Block":
      block(layout, node);
      break;
    case "If":
      choice(layout, node);
      break;
    case "Match":
      cases(layout, node);
      break;
    case "Text":
      text(layout, node);
      break;
    case "LanguageText":
      alternatives(layout, node.alternatives);
      break;
    default:
  }
}

function layOutDeclarations(layout: Layout, node: Node): void {
  switch (node.kind) {
    case "PhraseGroup":
      phrases(layout, node);
      break;
    case "MockRequest":
      clause(layout, node.when);
      for (const answer of node.answers.slice(1)) layout.separate(layout.first(answer) - 1, "space");
      break;
    case "ExpectRequest":
      clause(layout, node.when);
      clause(layout, node.times);
      break;
    case "Test":
      testHead(layout, node);
      break;
    default:
  }
}

function firsts(layout: Layout, things: readonly Span[]): number[] {
  return things.map((thing) => layout.first(thing));
}

/** The braces that a node ends with, if it has any; `things` are the first tokens of what stands in them. */
function bracesAtEnd(layout: Layout, node: Node, things: readonly number[]): void {
  const close = layout.last(node);
  const [first] = things;
  const open = first === undefined ? close - 1 : first - 1;
  if (layout.image(close) !== "}" || layout.image(open) !== "{") return;
  const head = first === undefined ? children(node).at(-1) : undefined;
  if (head !== undefined && layout.last(head) >= open) return;
  layout.separate(open, "brace");
  layout.braces(open, close, things);
}

function commas(layout: Layout, things: readonly Span[]): void {
  for (const thing of things.slice(1)) {
    const first = layout.first(thing);
    layout.separate(first, beginsLines(layout, first) ? "space" : "fill", true);
  }
}

/** A part of a head that begins with a word, such as `when`; `inside` is what follows the word. */
function clause(layout: Layout, inside: Span | undefined): void {
  if (inside === undefined) return;
  const first = layout.first(inside);
  if (beginsLines(layout, first)) layout.separate(first - 1, "fill", true);
  else {
    layout.separate(first - 1, "clause", true);
    layout.group(first - 1, layout.last(inside));
  }
}

/** True for what has lines of its own, which need no line to begin on. */
function beginsLines(layout: Layout, first: number): boolean {
  return /^[{[]$/.test(layout.image(first));
}

function question(layout: Layout, asked: Text | undefined): void {
  const [first] = asked?.alternatives ?? [];
  if (first !== undefined && !first.block) layout.separate(layout.first(first), "tail", true);
}

function block(layout: Layout, node: Block): void {
  const open = layout.first(node);
  layout.separate(open, node.braced ? "brace" : "fill", !node.braced);
  if (!node.braced) return;
  const group = layout.joined.has(node) ? "outer" : "own";
  layout.braces(open, layout.last(node), firsts(layout, node.steps), { group });
}

/** All branches of an `if` are on one line, or each has lines of its own. */
function choice(layout: Layout, node: If): void {
  layout.group(layout.first(node), layout.last(node));
  const blocks = node.branches.map((branch) => branch.block);
  for (const each of [...blocks, node.otherwise]) if (each?.braced === true) layout.joined.add(each);
  const elses = firsts(layout, node.branches.slice(1));
  if (node.otherwise !== undefined) elses.push(layout.first(node.otherwise) - 1);
  elses.forEach((word, i) => {
    layout.separate(word, blocks[i]?.braced === true ? "space" : "line");
  });
}

function cases(layout: Layout, node: Match): void {
  const arms = firsts(layout, node.arms);
  if (node.otherwise !== undefined) arms.push(layout.first(node.otherwise) - 1);
  bracesAtEnd(layout, node, arms);
}

function text(layout: Layout, node: Text): void {
  alternatives(layout, node.alternatives);
  if (node.languages.length === 0) return;
  layout.braces(layout.first(node), layout.last(node), firsts(layout, node.languages), { group: "anchored" });
}

function alternatives(layout: Layout, texts: readonly StringLiteral[]): void {
  const first = texts[0];
  const last = texts.at(-1);
  if (first === undefined || last === undefined || first === last) return;
  layout.group(layout.first(first), layout.last(last));
  for (const each of texts.slice(1)) layout.separate(layout.first(each) - 1, "line", true);
}

/** Phrases stay on the lines that the author gave them, as far as there is room. */
function phrases(layout: Layout, { language, phrases: written }: PhraseGroup): void {
  for (const phrase of written.slice(1)) {
    const place = layout.separate(layout.first(phrase), "fill", language !== undefined);
    place.keepsLine = true;
    place.keepsEmptyLine = true;
  }
}

function testHead(layout: Layout, { presets, at, languages, each }: Test): void {
  for (const part of [presets[0], at, languages[0], each]) clause(layout, part);
  commas(layout, presets);
  commas(layout, languages);
}
