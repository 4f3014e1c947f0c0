/** The parser as a whole: the file and its declarations. */
import type { IToken } from "chevrotain";
import type {
  Bot,
  BotItem,
  BotState,
  BotThreshold,
  Declaration,
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
import { T } from "./lexer.ts";
import type { ListContext } from "./listParser.ts";
import type { Undocumented } from "./mockParser.ts";
import { type Hole, notCorrect, type TokenTable, table } from "./parserCore.ts";
import type { Span } from "./spans.ts";
import { stateList } from "./stepParser.ts";
import type { Comment, SyntaxProblem } from "./syntax.ts";
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
  private comments: readonly Comment[] = [];
  private commentIndex = 0;
  /** True while the first part of a file is read. */
  private leads = false;
  /** True where another part follows the one that was read. */
  protected goesOn = false;

  /** `checked` also validates the grammar, for a test. */
  constructor(checked = false) {
    super(checked);
    this.performSelfAnalysis();
  }

  /**
   * Reads the part that begins at the first of the tokens; its problems come with it, but not those inside texts. Read
   * strictly (not `guessing`) it has no tree where a mistake is met.
   */
  readPart({ source, tokens, comments, leads, endsOpen, indent }: PartTokens, guessing: boolean): ReadPart {
    const last = tokens.at(-1);
    const end = last === undefined ? source.length : tokenEnd(last);
    this.source = source;
    this.comments = comments;
    this.commentIndex = 0;
    this.leads = leads;
    this.found = [];
    this.holes = [];
    const endSpan = { start: last?.startOffset ?? end, end };
    this.begin(tokens, endSpan, { depth: 0, silent: false, insideText: false, guessing, indent });
    if (endsOpen) this.ignoreEnd();
    const tree = this.partOrMistake();
    return { tree, holes: this.holes, problems: this.found, lastToken: this.LA(0) };
  }

  private partOrMistake(): PartTree | undefined {
    try {
      return this.part();
    } catch (reason) {
      if (reason !== notCorrect) throw reason;
      return undefined;
    }
  }

  /** Reads the inside of one `{…}`; what it finds joins the holes and problems of its part. */
  readHole(hole: Hole, tokens: IToken[]): void {
    const endSpan: Span = {
      start: Math.max(0, hole.end - (hole.closed ? 0 : 1)),
      end: hole.end + (hole.closed ? 1 : 0),
    };
    this.begin(tokens, endSpan, {
      depth: hole.depth,
      silent: !hole.closed,
      insideText: true,
      guessing: false,
      indent: undefined,
    });
    hole.fill(this);
  }

  /** The header or one declaration, with what does not fit behind it. */
  private readonly part = this.RULE("part", (): PartTree => {
    const header = this.leads || this.RECORDING_PHASE ? this.option(0, () => this.header()) : undefined;
    let declaration: Declaration | undefined;
    this.enter(fileList, undefined);
    if (header === undefined || this.RECORDING_PHASE) {
      this.option(1, () => {
        this.forgiven = 0;
        const documentation = this.documentation();
        if (this.guessing) this.declarationIndent = this.indentAt(this.LA(1).startOffset);
        declaration = { ...this.or(0, this.declarationForms), documentation };
      });
    }
    this.goesOn = this.next(fileList.starts) || this.skipStrangers();
    this.leave();
    return { header, declaration };
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
  private skipStrangers(): boolean {
    if (this.RECORDING_PHASE || this.atEnd()) return false;
    const stranger = this.LA(1);
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

/** What begins a part, its header aside. */
export const partStarts: TokenTable = fileList.starts;

/** The tokens of a file from the beginning of a part on; all positions count from there. */
export interface PartTokens {
  readonly source: string;
  readonly tokens: IToken[];
  /** Those before the first token. */
  readonly comments: readonly Comment[];
  /** True for the first part of a file, which may hold the header. */
  readonly leads: boolean;
  /** True where a comment that is never closed takes the rest of the text. */
  readonly endsOpen: boolean;
  /** How far the line is indented in whose midst the part begins. */
  readonly indent: number | undefined;
}

/** What a part declares. */
export interface PartTree {
  readonly header: FlowHeader | undefined;
  readonly declaration: Declaration | undefined;
}

/** A part read, its texts not yet. */
export interface ReadPart {
  readonly tree: PartTree | undefined;
  readonly holes: Hole[];
  readonly problems: SyntaxProblem[];
  /** The last token that was taken, or one without a place where none was. */
  readonly lastToken: IToken;
}
