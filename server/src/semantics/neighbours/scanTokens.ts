/**
 * Reads JSON, JavaScript and TypeScript as tokens, roughly: strings, comments, templates and regular expressions are told
 * from code, so that a quote in one of them ends nothing, and everything else is names and marks. It never fails and takes
 * linear time; where it is wrong (an apostrophe in the text of a JSX element), it is right again on the next line.
 */
import type { Comment } from "../../language/parse.ts";
import type { Span } from "../../language/spans.ts";
import type { Quote } from "./quotes.ts";

/** One token. A template with `${…}` in it comes as `mark`s around the tokens of its code. */
export interface ForeignToken extends Span {
  /** `mark`: one character of punctuation, or an operator of several; `word`: also numbers. */
  readonly kind: "word" | "mark" | "string";
  /** For a word or mark what is written; for a string what the program reads. */
  readonly text: string;
  /** Of a string. */
  readonly quote: Quote | undefined;
  /** False for a string whose line or file ends before its closing quote. */
  readonly isClosed: boolean;
}

/** Of the characters up to U+007F: 1 for blanks, 2 for those of words, 3 for marks that no longer operator begins with. */
const KIND_OF_CODE = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/\s/.test(character)) return 1;
  if (/[\w$#@]/.test(character)) return 2;
  return "()[]{},;:~".includes(character) ? 3 : 0;
});
const BLANK = 1;
const OF_WORD = 2;
const LONE_MARK = 3;

const OTHER_BLANKS = /[\s\uFEFF]+/y;
const OTHER_WORD = /[\p{L}\p{Nl}\p{Nd}\p{M}\p{Pc}]+/uy;
const OPERATOR =
  /\/>|\?\?=|\|\|=|&&=|===|!==|\*\*=|>>>=?|<<=|>>=|\.\.\.|=>|==|!=|<=|>=|\?\?|\?\.(?!\d)|\|\||&&|\+\+|--|[-+*/%&|^]=|<<|\*\*|./suy;
const PLAIN_STRING: Readonly<Record<Quote, RegExp>> = {
  '"': /[^"\\\n\r]+/y,
  "'": /[^'\\\n\r]+/y,
  "`": /[^`\\$]+/y,
};
const LINE_END = /[\n\r\u2028\u2029]/g;

/** Words behind which a value begins, so that a `/` there opens a regular expression. */
const BEFORE_VALUES: ReadonlySet<string> = new Set(
  "return typeof case in of instanceof new delete void throw do else yield await".split(" "),
);

/** Calls `onToken` for each token and `onComment` for each comment, in order. */
export function scanTokens(
  text: string,
  onToken: (token: ForeignToken) => void,
  onComment: (comment: Comment) => void,
): void {
  new Scanner(text, onToken, onComment).scan();
}

class Scanner {
  readonly #text: string;
  readonly #onToken: (token: ForeignToken) => void;
  readonly #onComment: (comment: Comment) => void;
  #at = 0;
  /** How many braces are open in the code of each open template. */
  readonly #templates: number[] = [];
  #beforeValue = true;
  /** No regular expression that begins before here ends on its line. */
  #noRegexBefore = 0;

  constructor(text: string, onToken: (token: ForeignToken) => void, onComment: (comment: Comment) => void) {
    this.#text = text;
    this.#onToken = onToken;
    this.#onComment = onComment;
  }

  scan(): void {
    while (this.#at < this.#text.length) this.#next();
  }

  #next(): void {
    const kind = KIND_OF_CODE[this.#text.charCodeAt(this.#at)];
    if (kind === BLANK) this.#at++;
    else if (kind === OF_WORD) this.#word();
    else if (kind === LONE_MARK) this.#mark(this.#text[this.#at] ?? "");
    else if (kind !== undefined) this.#other();
    else if (!this.#skip(OTHER_BLANKS)) this.#word();
  }

  #other(): void {
    const first = this.#text[this.#at];
    if (first === '"' || first === "'") this.#string(first);
    else if (first === "`") this.#template(this.#at);
    else if (first !== "/" || !this.#slash()) this.#operator();
  }

  #word(): void {
    const text = this.#text;
    const start = this.#at;
    for (;;) {
      while (KIND_OF_CODE[text.charCodeAt(this.#at)] === OF_WORD) this.#at++;
      if (!(text.charCodeAt(this.#at) > 127) || !this.#skip(OTHER_WORD)) break;
    }
    if (this.#at === start) this.#operator();
    else this.#emit("word", start, text.slice(start, this.#at));
  }

  #operator(): void {
    const start = this.#at;
    this.#skip(OPERATOR);
    this.#emit("mark", start, this.#text.slice(start, this.#at));
  }

  #mark(text: string): void {
    const start = this.#at++;
    const inner = this.#templates.at(-1);
    if (inner !== undefined && (text === "{" || text === "}")) {
      this.#templates.pop();
      if (text === "}" && inner === 0) {
        this.#templateAfterCode(start);
        return;
      }
      this.#templates.push(text === "{" ? inner + 1 : inner - 1);
    }
    this.#emit("mark", start, text);
  }

  /** Goes behind what the pattern matches; false where it does not match here. */
  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#text)) return false;
    this.#at = pattern.lastIndex;
    return true;
  }

  #emit(kind: "word" | "mark", start: number, text: string): void {
    this.#beforeValue = kind === "mark" ? !")]}".includes(text) : BEFORE_VALUES.has(text);
    this.#onToken({ kind, text, start, end: this.#at, quote: undefined, isClosed: true });
  }

  /** A comment or regular expression; false where the slash divides. */
  #slash(): boolean {
    const text = this.#text;
    const start = this.#at;
    const second = text[start + 1];
    if (second === "/") {
      LINE_END.lastIndex = start;
      this.#at = LINE_END.exec(text)?.index ?? text.length;
      this.#onComment({ form: "line", start, end: this.#at });
      return true;
    }
    if (second === "*") {
      const end = text.indexOf("*/", start + 2);
      this.#at = end < 0 ? text.length : end + 2;
      this.#onComment({ form: "block", start, end: this.#at });
      return true;
    }
    // Behind `<` it begins the end of a JSX element.
    if (!this.#beforeValue || start < this.#noRegexBefore || text[start - 1] === "<") return false;
    const { end, isClosed } = readRegex(text, start);
    if (!isClosed) {
      this.#noRegexBefore = end;
      return false;
    }
    this.#at = end;
    this.#beforeValue = false;
    this.#onToken({ kind: "word", text: "", start, end, quote: undefined, isClosed: true });
    return true;
  }

  #string(quote: '"' | "'"): void {
    const start = this.#at++;
    const { read, ended } = this.#inside(quote);
    const isClosed = ended === "quote";
    if (isClosed) this.#at++;
    this.#beforeValue = false;
    this.#onToken({ kind: "string", text: read, start, end: this.#at, quote, isClosed });
  }

  /** From a backtick to the next: one string, or up to the code in it. */
  #template(start: number): void {
    this.#at++;
    const { read, ended } = this.#inside("`");
    if (ended === "code") {
      this.#enterCode(start);
      return;
    }
    const isClosed = ended === "quote";
    if (isClosed) this.#at++;
    this.#beforeValue = false;
    this.#onToken({ kind: "string", text: read, start, end: this.#at, quote: "`", isClosed });
  }

  #enterCode(start: number): void {
    this.#at += 2;
    this.#templates.push(0);
    this.#emit("mark", start, "${");
  }

  #templateAfterCode(start: number): void {
    const { ended } = this.#inside("`");
    if (ended === "code") {
      // What comes next is the code of another `${…}` of the same template.
      this.#emit("mark", start, "}");
      this.#enterCode(this.#at);
      return;
    }
    if (ended === "quote") this.#at++;
    this.#emit("mark", start, "}");
  }

  /** Reads up to what ends the text of a string, which is not taken. */
  #inside(quote: Quote): { readonly read: string; readonly ended: "quote" | "code" | "broken" } {
    const text = this.#text;
    let read = "";
    for (;;) {
      const start = this.#at;
      if (this.#skip(PLAIN_STRING[quote])) read += text.slice(start, this.#at);
      const next = text[this.#at];
      if (next === quote) return { read, ended: "quote" };
      if (next === "\\") read += this.#escape();
      else if (next !== "$") return { read, ended: "broken" };
      else if (text[this.#at + 1] === "{") return { read, ended: "code" };
      else {
        read += next;
        this.#at++;
      }
    }
  }

  #escape(): string {
    const found = ESCAPE.exec(this.#text.slice(this.#at, this.#at + 12))?.[0] ?? "\\";
    this.#at += found.length;
    return meaningOf(found);
  }
}

/** The end of a regular expression that begins at a `/`, without its flags, or that of its line where it has none. */
function readRegex(text: string, start: number): { readonly end: number; readonly isClosed: boolean } {
  let inClass = false;
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at];
    if (character === "\n" || character === "\r") return { end: at, isClosed: false };
    if (character === "\\") at++;
    else if (character === "[") inClass = true;
    else if (character === "]") inClass = false;
    else if (character === "/" && !inClass) return { end: at + 1, isClosed: true };
  }
  return { end: text.length, isClosed: false };
}

const ESCAPE = /^\\(?:u\{[0-9A-Fa-f]{1,8}\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|\r\n|.)/su;

const MEANINGS: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["b", "\b"],
  ["f", "\f"],
  ["v", "\v"],
  ["0", "\0"],
]);

function meaningOf(written: string): string {
  const code = /^\\[ux]\{?([0-9A-Fa-f]+)\}?$/.exec(written)?.[1];
  if (code === undefined) {
    const character = written.slice(1);
    return /^[\r\n\u2028\u2029]/.test(character) ? "" : (MEANINGS.get(character) ?? character);
  }
  const point = Number.parseInt(code, 16);
  return point <= 0x10_ff_ff ? String.fromCodePoint(point) : "";
}
