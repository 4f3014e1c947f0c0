/** Numbers, durations, texts and patterns as nodes. */
import type { IToken } from "chevrotain";
import type { DurationLiteral, Interpolation, NumberLiteral, PatternLiteral, StringLiteral } from "./ast.ts";
import { payloadOf, T } from "./lexer.ts";
import { ListParser } from "./listParser.ts";
import { durationValue, numberValue } from "./numbers.ts";
import type { Mutable } from "./parserCore.ts";
import { simplePath } from "./simplePath.ts";
import { splitText } from "./textParts.ts";
import { Category, NumberTypes, tokenEnd } from "./tokens.ts";

export abstract class LiteralParser extends ListParser {
  /** The node of a text; its `{…}` are read after the rest of the file. */
  protected stringNode(token: IToken): StringLiteral {
    const { image, startOffset: start } = token;
    const end = start + image.length;
    const payload = payloadOf(token);
    if (payload === undefined) {
      if (image.length < 3) return { kind: "String", start, end, parts: [], block: false };
      const chunk = { kind: "Chunk", start: start + 1, end: end - 1, text: image.slice(1, -1) } as const;
      return { kind: "String", start, end, parts: [chunk], block: false };
    }
    if (!payload.closed) this.neverClosed(token);
    return this.splitString(image, start, payload.closed);
  }

  private splitString(image: string, start: number, closed: boolean): StringLiteral {
    const parts: StringLiteral["parts"][number][] = [];
    const split = splitText(image, start, closed);
    for (const part of split.parts) {
      if (part.kind === "literal") parts.push({ kind: "Chunk", start: part.start, end: part.end, text: part.text });
      else parts.push(this.interpolationNode(part.start, part.end, part.closed && closed));
    }
    for (const bad of split.badEscapes) {
      const written = this.source.slice(bad.start, bad.end);
      // A message is one line, so a line end is not shown in it.
      const what = /[\r\n]/.test(written) ? "A backslash at the end of a line" : `\`${written}\``;
      this.report(`${what} means nothing in a text; a backslash itself is written \`\\\\\`.`, bad);
    }
    return { kind: "String", start, end: start + image.length, parts, block: split.block };
  }

  /** Reports a text or pattern without its closing quote, and forgives the braces that it swallowed. */
  private neverClosed(token: IToken): void {
    const start = token.startOffset;
    const quotes = /^r?"(?:"")?/.exec(token.image)?.[0] ?? '"';
    const missing = quotes.replace("r", "");
    const what = quotes.startsWith("r") ? "pattern" : "text";
    this.report(`This ${what} is never closed: \`${missing}\` is missing.`, { start, end: start + quotes.length });
    this.forgive(Math.max(0, token.image.split("}").length - token.image.split("{").length));
  }

  /** A text where neither `{…}` nor alternatives may stand. */
  protected plainStringNode(token: IToken): StringLiteral {
    const waiting = this.holes.length;
    const node = this.stringNode(token);
    for (const part of node.parts) {
      if (part.kind === "Chunk") continue;
      this.report("This text is taken as it is: write `\\{` for a brace, or leave the `{…}` out.", part);
    }
    this.holes.length = Math.min(this.holes.length, waiting);
    return node;
  }

  protected expectString(index: number, message: string): StringLiteral | undefined {
    const token = this.expect(index, T.String, message);
    return token === undefined ? undefined : this.plainStringNode(token);
  }

  protected patternNode(token: IToken): PatternLiteral {
    const start = token.startOffset;
    const [, source = "", flags = ""] = /^r"(.*?)(?:"([^"]*))?$/su.exec(token.image) ?? [];
    const closed = payloadOf(token)?.closed === true;
    if (!closed) this.neverClosed(token);
    else if (flags !== "" && flags !== "i") {
      this.report("The only letter behind a pattern is `i`, for any case.", {
        start: tokenEnd(token) - flags.length,
        end: tokenEnd(token),
      });
    }
    return { kind: "Pattern", start, end: tokenEnd(token), source, ignoreCase: flags === "i" };
  }

  protected numberNode(token: IToken): NumberLiteral {
    const node: NumberLiteral = {
      kind: "Number",
      start: token.startOffset,
      end: tokenEnd(token),
      value:
        token.tokenType === NumberTypes.Number && !token.image.includes("_")
          ? Number(token.image)
          : numberValue(token.image),
    };
    if (token.tokenType !== NumberTypes.Number) this.badNumber(token);
    else if (!Number.isFinite(node.value)) this.report("This number is too large.", node);
    return node;
  }

  protected durationNode(token: IToken): DurationLiteral {
    const node: DurationLiteral = {
      kind: "Duration",
      start: token.startOffset,
      end: tokenEnd(token),
      value: durationValue(token.image),
    };
    if (token.tokenType !== NumberTypes.Duration) this.badNumber(token);
    else if (!Number.isFinite(node.value)) this.report("This duration is too long.", node);
    return node;
  }

  private badNumber(token: IToken): void {
    this.report(
      `\`${token.image}\` is no duration: write one number and \`ms\`, \`s\`, \`m\`, \`h\` or \`d\`, such as \`5s\`.`,
      { start: token.startOffset, end: tokenEnd(token) },
      "invalid-duration",
    );
  }

  protected expectNumber(index: number, message: string): NumberLiteral | undefined {
    const token = this.expect(index, Category.NumberLike, message);
    return token === undefined ? undefined : this.numberNode(token);
  }

  protected expectDuration(index: number, message: string): DurationLiteral | undefined {
    if (!this.RECORDING_PHASE && this.is(NumberTypes.Number)) {
      this.badNumber(this.LA(1));
      this.hush();
      this.SKIP_TOKEN();
      return undefined;
    }
    const token = this.expect(index, Category.DurationLike, message);
    return token === undefined ? undefined : this.durationNode(token);
  }

  private interpolationNode(start: number, end: number, closed: boolean): Interpolation {
    const node: Mutable<Interpolation> = { kind: "Interpolation", start, end, expr: undefined };
    const inside = { start: start + 1, end: closed ? end - 1 : end };
    if (!closed) this.unclosedHole(node);
    const simple = closed ? simplePath(this.source, inside.start, inside.end) : undefined;
    if (simple !== undefined) node.expr = simple;
    else {
      this.postpone({
        ...inside,
        depth: this.depth + 1,
        closed,
        fill: (parser) => {
          node.expr = parser.interpolation();
        },
      });
    }
    return node;
  }

  private unclosedHole(node: { start: number }): void {
    this.report("This `{` is never closed: `}` is missing. A brace itself is written `\\{`.", {
      start: node.start,
      end: node.start + 1,
    });
  }
}
