import { lex } from "../../server/src/language/lexer.ts";
import { type ParsedFile, parse } from "../../server/src/language/parse.ts";
import { type PrintOptions, printEdits, printed } from "../../server/src/language/print.ts";
import { regionsOf } from "../../server/src/language/printRegions.ts";
import { splitText } from "../../server/src/language/textParts.ts";
import { drawTree } from "./drawTree.ts";

/** The text as the formatter writes it. */
export function formatted(text: string, options?: PrintOptions): string {
  return printed(text, printEdits(parse(text), options));
}

/**
 * What formatting broke, in words; nothing where the text kept its meaning, its tokens and its comments, where what is
 * wrong in it stayed byte for byte, and where a second time changes nothing.
 */
export function formattingFaults(text: string, options?: PrintOptions): readonly string[] {
  const result = formatted(text, options);
  const [before, after] = [parse(text), parse(result)];
  const frozen = regionsOf(before).frozen.map(({ start, end }) => text.slice(start, end));
  return [
    ...difference("the comments", commentsOf(before), commentsOf(after), result),
    ...difference("the tokens", tokensOf(text), tokensOf(result), result),
    ...difference("the tree", drawTree(before.tree), drawTree(after.tree), result),
    ...difference("the problems", messagesOf(before), messagesOf(after), result),
    ...difference("what is formatted", result, formatted(result, options), result),
    ...frozen.filter((piece) => !result.includes(piece)).map((piece) => `${piece}\nchanged in\n${result}`),
  ];
}

function difference(what: string, one: unknown, other: unknown, result: string): readonly string[] {
  return JSON.stringify(one) === JSON.stringify(other) ? [] : [`${what} changed in\n${result}`];
}

function messagesOf({ problems }: ParsedFile): readonly string[] {
  return problems.map(({ message }) => message);
}

function commentsOf({ comments, text }: ParsedFile): readonly string[] {
  return comments.map(({ start, end }) => text.slice(start, end).trimEnd());
}

/** The tokens but for commas, which formatting may write or leave out in objects; texts in `"""` by what they say. */
function tokensOf(text: string): readonly string[] {
  return lex(text)
    .tokens.map(({ image }) => image)
    .filter((image) => image !== ",")
    .map((image) => (image.startsWith('"""') ? saying(image) : image));
}

function saying(image: string): string {
  return JSON.stringify(
    splitText(image, 0, true).parts.map((part) =>
      part.kind === "literal" ? part.text : image.slice(part.start, part.end),
    ),
  );
}
