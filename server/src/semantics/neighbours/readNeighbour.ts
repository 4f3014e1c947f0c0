/**
 * Finds the strings that name a dialog state in a JSON, JavaScript or TypeScript file: what stands under a key
 * `nextDialogstate` or `nextDialogstateId` or is assigned to something of that name, each arm of a choice by itself.
 *
 * One pass over the tokens. Each open bracket has a frame that says whether a value is being read in it; a string counts
 * where a value may begin (behind `=`, `?`, `:`, `??`, `||`, `&&`, `|`) and nothing behind it makes something else of it.
 */
import type { Comment } from "../../language/parse.ts";
import type { ReadNeighbour, StateString } from "./neighbourFile.ts";
import { type ForeignToken, scanTokens } from "./scanTokens.ts";

/** Strings under these keys name a state. */
const STATE_KEYS: ReadonlySet<string> = new Set(["nextDialogstate", "nextDialogstateId"]);

/** What each of the keys holds: a file without it names no state. */
const inEveryKey = "nextDialogstate";

const nothing = (text: string): ReadNeighbour => ({ text, strings: [], comments: [] });

/** Reads a file. Never throws and takes linear time, whatever the text is. */
export function readNeighbour(text: string): ReadNeighbour {
  if (!text.includes(inEveryKey)) return nothing(text);
  const comments: Comment[] = [];
  const finder = new Finder();
  const keep = (comment: Comment): void => {
    if (comment.form === "line" && text.startsWith("flowstate-ignore", afterBlanks(text, comment.start + 2))) {
      comments.push(comment);
    }
  };
  scanTokens(text, (token) => finder.take(token), keep);
  return { text, strings: finder.found(), comments };
}

function afterBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t") at++;
  return at;
}

/** One open bracket, or the file. */
interface Frame {
  /** Strings in it may be what the key names. */
  isValue: boolean;
  /** A value may begin here. */
  atOperand: boolean;
}

/** What stands before a key of an object, a member of a type, a parameter or a field. */
const BEFORE_KEYS: ReadonlySet<string> = new Set(["{", ",", ";", "(", "}", "["]);
/** The same, where lines end without a mark, and behind decorators. */
const BEFORE_MEMBERS: ReadonlySet<string> = new Set([...BEFORE_KEYS, ")", "]", ">"]);
const MODIFIERS: ReadonlySet<string> = new Set(
  "readonly public private protected static declare override const let var accessor".split(" "),
);
/** They join values of which each may be the one. */
const CHOICES: ReadonlySet<string> = new Set(["?", ":", "??", "||", "&&", "|"]);
const ASSIGNMENTS: ReadonlySet<string> = new Set(["=", "??=", "||=", "&&="]);
/** Words that go on with the expression before or behind them. */
const PREFIXES: ReadonlySet<string> = new Set("await typeof void new yield delete keyof readonly".split(" "));
const CONNECTIVES: ReadonlySet<string> = new Set("as satisfies in instanceof is extends".split(" "));
/** Behind a string they make something else of it. */
const CHANGING_MARKS: ReadonlySet<string> = new Set(
  ". ?. ( [ + - * / % ** == === != !== < > <= >= ? & ^ << >> >>> => = ${".split(" "),
);

class Finder {
  readonly #found: StateString[] = [];
  readonly #frames: Frame[] = [frame(false)];
  /** A string where a value may begin; the next token says whether it is one. */
  #candidate: ForeignToken | undefined;
  /** The four last tokens, the newest first. */
  #before: readonly (ForeignToken | undefined)[] = [];
  #key: "none" | "seen" | "optional" = "none";
  #endsOperand = false;

  take(token: ForeignToken): void {
    this.#settle(token);
    if (token.kind === "mark") this.#mark(token.text);
    else this.#operand(token);
    this.#before = [token, this.#before[0], this.#before[1], this.#before[2]];
  }

  found(): readonly StateString[] {
    this.#settle(undefined);
    return this.#found;
  }

  get #frame(): Frame {
    return this.#frames.at(-1) ?? frame(false);
  }

  #settle(next: ForeignToken | undefined): void {
    const string = this.#candidate;
    this.#candidate = undefined;
    if (string === undefined || (next?.kind === "mark" && CHANGING_MARKS.has(next.text))) return;
    const { start, end, text, isClosed, quote } = string;
    if (quote === undefined) return;
    this.#found.push({
      start,
      end,
      text,
      isClosed,
      quote,
      inside: { start: start + 1, end: isClosed ? end - 1 : end },
    });
  }

  #operand(token: ForeignToken): void {
    const around = this.#frame;
    const isConnective = token.kind === "word" && CONNECTIVES.has(token.text);
    // Two values side by side: without a semicolon the first one's statement is over.
    if (around.isValue && this.#endsOperand && !isConnective && token.quote !== "`") around.isValue = false;
    if (around.isValue && around.atOperand && token.kind === "string") this.#candidate = token;
    const isPrefix = token.kind === "word" && (PREFIXES.has(token.text) || isConnective);
    around.atOperand = false;
    this.#endsOperand = !isPrefix;
    this.#key = STATE_KEYS.has(token.text) && token.isClosed && this.#mayBeKey(token) ? "seen" : "none";
  }

  /** What follows decides whether the word is a key; what stands before it may tell that it is none. */
  #mayBeKey(token: ForeignToken): boolean {
    const [last] = this.#before;
    if (last?.kind === "mark" && (last.text === "?" || last.text === ":")) return false;
    if (token.kind === "string" && last !== undefined) return last.kind === "mark" && BEFORE_KEYS.has(last.text);
    return last?.text !== "case";
  }

  #mark(mark: string): void {
    const key = this.#key;
    this.#key = "none";
    if (key === "seen" && mark === "]" && this.#isComputed()) {
      this.#close();
      this.#key = "seen";
    } else if (key !== "none" && mark === ":" && this.#isMember(key)) this.#begin();
    else if (key === "seen" && ASSIGNMENTS.has(mark)) this.#begin();
    else {
      if (key === "seen" && (mark === "?" || mark === "!")) this.#key = "optional";
      this.#otherMark(mark);
    }
  }

  #otherMark(mark: string): void {
    const around = this.#frame;
    switch (mark) {
      case "(":
      case "[":
      case "{":
      case "${":
        this.#frames.push(frame(mark === "(" && around.isValue && around.atOperand));
        around.atOperand = false;
        break;
      case ")":
      case "]":
      case "}":
        this.#close();
        return;
      case ",":
      case ";":
      case "=>":
        around.isValue = false;
        break;
      default:
        around.atOperand = CHOICES.has(mark) || mark === "=";
    }
    this.#endsOperand = mark === "!" && this.#endsOperand;
  }

  #begin(): void {
    const around = this.#frame;
    around.isValue = true;
    around.atOperand = true;
    this.#endsOperand = false;
  }

  #close(): void {
    if (this.#frames.length > 1) this.#frames.pop();
    this.#frame.atOperand = false;
    this.#endsOperand = true;
  }

  /** `["nextDialogstate"]`, of which the bracket is about to close. */
  #isComputed(): boolean {
    const [string, bracket] = this.#before;
    return string?.kind === "string" && bracket?.text === "[" && bracket.kind === "mark";
  }

  /** True where a `:` behind the key says that it is one, and not that a choice goes on. */
  #isMember(key: "seen" | "optional"): boolean {
    const newest = key === "optional" ? this.#before.slice(1) : this.#before;
    const isComputed = newest[0]?.kind === "mark" && newest[0].text === "]";
    const before = newest[isComputed ? 3 : 1];
    if (before === undefined) return true;
    if (before.kind === "mark") return BEFORE_MEMBERS.has(before.text);
    // A field of a class or a member of a type on a line of its own.
    return before.kind === "string" || MODIFIERS.has(before.text) || !PREFIXES.has(before.text);
  }
}

/** With `isGroup` brackets around a value, as in `("a")`: what is in them counts. */
function frame(isGroup: boolean): Frame {
  return { isValue: isGroup, atOperand: isGroup };
}
