/** The parser as a whole: the file and its declarations. */
import type { IToken } from "chevrotain";
import type {
  Bot,
  BotItem,
  BotState,
  BotThreshold,
  Declaration,
  FlowFile,
  FlowHeader,
  Name,
  Route,
  Service,
  ServiceItem,
  State,
  Step,
  Var,
} from "./ast.ts";
import { documentationBefore } from "./documentation.ts";
import { type LexResult, T } from "./lexer.ts";
import type { ListContext } from "./listParser.ts";
import type { Undocumented } from "./mockParser.ts";
import { notCorrect, table } from "./parserCore.ts";
import type { Span } from "./spans.ts";
import { stateList } from "./stepParser.ts";
import type { SyntaxProblem } from "./syntax.ts";
import { Category, K, tokenEnd } from "./tokens.ts";
import { VocabularyParser } from "./vocabularyParser.ts";

const fileList: ListContext = {
  starts: table(K.bot, K.service, K.var, K.intent, K.entity, K.on, K.state, K.mock, K.preset, K.test),
  expected: "a declaration is expected, such as `state`, `var`, `on` or `intent`",
};
const botList: ListContext = {
  starts: table(K.languages, Category.BotState, K.profile, K.threshold, K.on),
  expected: "`languages`, `start`, `fallback`, `failure`, `profile`, `threshold` or `on` is expected",
};
const serviceList: ListContext = {
  starts: table(K.base, K.headers, K.query, K.auth, K.timeout, K.retry, K.openapi),
  expected: "`base`, `headers`, `query`, `auth`, `timeout`, `retry` or `openapi` is expected",
};
const block = table(T.LCurly);
const afterStateName = table(T.LCurly, K.id);
const afterLanguageName = table(T.Comma);

export class FlowParser extends VocabularyParser {
  private comments: LexResult["comments"] = [];
  private commentIndex = 0;

  /** `checked` also validates the grammar, for a test. */
  constructor(checked = false) {
    super(checked);
    this.performSelfAnalysis();
  }

  /** Reads a file that the lexer has read; its problems come with it, those inside texts included. */
  read(source: string, { tokens, comments, endsOpen }: Pick<LexResult, "tokens" | "comments" | "endsOpen">): ReadFile {
    const last = tokens.at(-1);
    const end = last === undefined ? source.length : tokenEnd(last);
    this.source = source;
    this.comments = comments;
    const attempt = (guessing: boolean): ReadFile => {
      this.found = [];
      this.holes = [];
      this.commentIndex = 0;
      this.begin(
        tokens,
        { start: last?.startOffset ?? end, end },
        { depth: 0, silent: false, insideText: false, guessing },
      );
      if (endsOpen) this.ignoreEnd();
      return { tree: this.file(), holes: this.holes, problems: this.found };
    };
    try {
      return attempt(false);
    } catch (reason) {
      if (reason !== notCorrect) throw reason;
      return attempt(true);
    }
  }

  /** Reads the inside of one `{…}`; what it finds joins the holes and problems of the file. */
  readHole(hole: ReadFile["holes"][number], tokens: IToken[]): void {
    const endSpan: Span = {
      start: Math.max(0, hole.end - (hole.closed ? 0 : 1)),
      end: hole.end + (hole.closed ? 1 : 0),
    };
    this.begin(tokens, endSpan, {
      depth: hole.depth,
      silent: !hole.closed,
      insideText: true,
      guessing: false,
    });
    hole.fill(this);
  }

  private readonly file = this.RULE("file", (): FlowFile => {
    const header = this.option(0, () => this.header());
    const declarations: Declaration[] = [];
    this.enter(fileList, undefined);
    const read = (): void => {
      this.forgiven = 0;
      const documentation = this.documentation();
      if (this.guessing) this.declarationIndent = this.indentAt(this.LA(1).startOffset);
      const declaration = this.or(0, this.declarationForms);
      declarations.push({ ...declaration, documentation });
    };
    this.many(0, read);
    while (this.resumeFile()) this.many(0, read);
    this.leave();
    return { kind: "File", start: 0, end: this.source.length, header, declarations };
  });

  private header(): FlowHeader {
    const documentation = this.documentation();
    const start = this.consume(0, K.flow).startOffset;
    const name = this.expectName(0, "new", "`flow` needs a name.");
    return { kind: "FlowHeader", start, end: this.endFrom(start), name, documentation };
  }

  private documentation(): string | undefined {
    if (this.RECORDING_PHASE) return undefined;
    const before = tokenEnd(this.LA(0));
    const found = documentationBefore(this.source, this.comments, this.commentIndex, before, this.LA(1).startOffset);
    this.commentIndex = found.next;
    return found.text;
  }

  /** Reports what begins no declaration and skips to the next one. */
  private resumeFile(): boolean {
    if (this.RECORDING_PHASE || this.atEnd()) return false;
    const stranger = this.LA(1);
    if (this.atCursor()) return false;
    if (stranger.tokenType === T.RCurly && this.forgiven > 0) this.hush();
    else if (stranger.tokenType === T.RCurly)
      this.missing("This `}` closes nothing: a `{` is missing, or it is one too many.");
    else if (stranger.tokenType === K.flow)
      this.missing("`flow` and the name of the flow stand at the top of the file.");
    else this.missing(this.strangerMessage(stranger));
    while (!this.atEnd()) {
      const brace = this.is(T.RCurly);
      this.skipOne();
      if (this.atCursor()) return this.lineBreakBefore(1);
      if (this.seemsToStart(fileList) && (brace || this.declarationLine(1))) return true;
    }
    return false;
  }

  private readonly declarationForms: { readonly ALT: () => Undocumented<Declaration> }[] = [
    { ALT: () => this.subrule(0, this.state) },
    { ALT: () => this.subrule(1, this.var) },
    {
      ALT: () => {
        const route: Route = this.subrule(2, this.route);
        return { kind: "RouteDeclaration", start: route.start, end: route.end, route };
      },
    },
    { ALT: () => this.subrule(3, this.intent) },
    { ALT: () => this.subrule(4, this.entity) },
    { ALT: () => this.subrule(5, this.bot) },
    { ALT: () => this.subrule(6, this.service) },
    { ALT: () => this.subrule(7, this.mock) },
    { ALT: () => this.subrule(8, this.preset) },
    { ALT: () => this.subrule(9, this.test) },
  ];

  // States

  private readonly state = this.RULE("state", (): Undocumented<State> => {
    let id: State["id"];
    const start = this.consume(0, K.state).startOffset;
    const name = this.expectName(20, "new", "A state needs a name.", afterStateName);
    this.option(20, () => {
      this.consume(20, K.id);
      id = this.expectString(20, "`id` needs the wire id of the state between quotes.");
    });
    const items: (Step | Route)[] = [];
    const what = name === undefined ? "the state" : `the state \`${name.text}\``;
    const open = this.braces(10, stateList, what, "A state needs its steps between `{` and `}`.", () => {
      items.push(this.or(10, this.stateItems));
    });
    const end = this.endFrom(start);
    if (open === undefined) return { kind: "State", start, end, name, id, body: undefined };
    return { kind: "State", start, end, name, id, body: { kind: "StateBody", start: open.startOffset, end, items } };
  });

  // The bot

  private readonly bot = this.RULE("bot", (): Undocumented<Bot> => {
    const start = this.consume(0, K.bot).startOffset;
    const name = this.expectName(0, "new", "A bot needs a name.", block);
    const items: BotItem[] = [];
    this.braces(0, botList, "the bot", "A bot needs a `{` and `}`.", () => {
      items.push(this.or(0, this.botForms));
    });
    return { kind: "Bot", start, end: this.endFrom(start), name, items };
  });

  private readonly botForms: { readonly ALT: () => BotItem }[] = [
    { ALT: () => this.languages() },
    {
      ALT: () => {
        const token = this.consume(0, Category.BotState);
        const state = this.expectState(0, `\`${token.image}\` needs the name of a state.`);
        const start = token.startOffset;
        return { kind: "BotState", start, end: this.endFrom(start), role: token.image as BotState["role"], state };
      },
    },
    {
      ALT: () => {
        const start = this.consume(0, K.profile).startOffset;
        const profile = this.expectName(3, "profile", "`profile` needs the name of a channel, such as `whatsapp`.");
        return { kind: "BotProfile", start, end: this.endFrom(start), profile };
      },
    },
    {
      ALT: (): BotThreshold => {
        const start = this.consume(0, K.threshold).startOffset;
        const value = this.expectNumber(0, "`threshold` needs a number between 0 and 1.");
        return { kind: "BotThreshold", start, end: this.endFrom(start), value };
      },
    },
    { ALT: () => this.subrule(0, this.route) },
  ];

  private languages(): BotItem {
    const start = this.consume(0, K.languages).startOffset;
    const languages: Name[] = [];
    const add = (name: Name | undefined): void => {
      if (name !== undefined) languages.push(name);
    };
    add(
      this.expectName(
        1,
        "language",
        "`languages` needs the languages of the bot, such as `en, nl`.",
        afterLanguageName,
      ),
    );
    this.many(1, () => {
      this.consume(0, T.Comma);
      add(this.expectName(2, "language", "After the `,` comes another language.", afterLanguageName));
    });
    return { kind: "BotLanguages", start, end: this.endFrom(start), languages };
  }

  // Services and variables

  private readonly service = this.RULE("service", (): Undocumented<Service> => {
    const start = this.consume(0, K.service).startOffset;
    const name = this.expectName(0, "new", "A service needs a name.", block);
    const items: ServiceItem[] = [];
    this.braces(0, serviceList, "the service", "A service needs a `{` and `}`.", () => {
      items.push(this.or(0, this.serviceForms));
    });
    return { kind: "Service", start, end: this.endFrom(start), name, items };
  });

  private readonly serviceForms: { readonly ALT: () => ServiceItem }[] = [
    {
      ALT: () => {
        const start = this.consume(0, K.base).startOffset;
        const url = this.subrule(1, this.expression);
        return { kind: "ServiceBase", start, end: this.endFrom(start), url };
      },
    },
    ...this.sharedItems,
    {
      ALT: () => {
        const start = this.consume(0, K.openapi).startOffset;
        const document = this.expectString(0, "`openapi` needs the path of a file between quotes.");
        return { kind: "ServiceOpenApi", start, end: this.endFrom(start), document };
      },
    },
  ];

  private readonly var = this.RULE("var", (): Undocumented<Var> => {
    let type: Var["type"];
    let value: Var["value"];
    let sensitive = false;
    const start = this.consume(0, K.var).startOffset;
    const path = this.expectPath(0, '`var` needs a variable, such as `var session.name = "Ann"`.');
    this.option(0, () => {
      this.consume(0, T.Colon);
      type = this.expectType(0, "After the `:` comes the type of the variable, such as `text`.");
    });
    this.option(1, () => {
      this.consume(0, T.Equals);
      value = this.subrule(0, this.expression);
    });
    this.option(2, () => {
      this.consume(0, K.sensitive);
      sensitive = true;
    });
    return { kind: "Var", start, end: this.endFrom(start), path, type, value, sensitive };
  });
}

/** A file read, its texts not yet. */
export interface ReadFile {
  readonly tree: FlowFile;
  readonly holes: FlowParser["holes"];
  readonly problems: readonly SyntaxProblem[];
}
