/**
 * The tree of one `.flow` file.
 *
 * Every node carries its own half-open range (`start`, `end`, UTF-16 code units) and lies inside its parent's.
 * The tree of a half-typed file is partial: a field that the author has not written yet is `undefined`, a list
 * is empty. Nothing here throws and nothing here knows chevrotain. Keywords have no nodes: a node starts at its
 * first word (`body` of a `Body`, `on` of a `Route`).
 */
import type { Span } from "./spans.ts";

interface NodeOf<K extends string> extends Span {
  readonly kind: K;
}

// Names, paths, references

/** A name as written; `text` is without backticks, `quoted` tells whether they were there. */
export interface Name extends NodeOf<"Name"> {
  readonly text: string;
  readonly quoted: boolean;
}

/** `state` or `flow.state`; after `help.` the `name` is still missing. */
export interface StateRef extends NodeOf<"StateRef"> {
  readonly flow: Name | undefined;
  readonly name: Name | undefined;
}

/** One of the targets that are words: `end`, `back`, `return`, `restart`. */
export interface TargetWord extends NodeOf<"TargetWord"> {
  readonly word: "end" | "back" | "return" | "restart";
}

export type Target = StateRef | TargetWord;

/** `[expr]` in a path. */
export interface PathIndex extends NodeOf<"PathIndex"> {
  readonly index: Expr | undefined;
}

/** A memory path such as `session.users[0].firstName`; also every name that an expression reads. */
export interface Path extends NodeOf<"Path"> {
  readonly root: Name;
  readonly segments: readonly (Name | PathIndex)[];
}

// Texts

/** Literal characters of a string; `text` has its escapes resolved and, in `"""`, its common indentation removed. */
export interface Chunk extends NodeOf<"Chunk"> {
  readonly text: string;
}

/** `{expr}` in a string. */
export interface Interpolation extends NodeOf<"Interpolation"> {
  readonly expr: Expr | undefined;
}

/** `"…"` or `"""…"""` with its quotes; a string without `{…}` has at most one chunk. */
export interface StringLiteral extends NodeOf<"String"> {
  readonly parts: readonly (Chunk | Interpolation)[];
  readonly block: boolean;
}

/** `nl "…" | "…"` in a block of languages. */
export interface LanguageText extends NodeOf<"LanguageText"> {
  readonly language: Name;
  readonly alternatives: readonly StringLiteral[];
}

/** A Text: either `alternatives` (one or more) or `languages` (a block) is filled. */
export interface Text extends NodeOf<"Text"> {
  readonly alternatives: readonly StringLiteral[];
  readonly languages: readonly LanguageText[];
}

// Expressions

export interface NumberLiteral extends NodeOf<"Number"> {
  readonly value: number;
}

/** `5s`; `value` in milliseconds. */
export interface DurationLiteral extends NodeOf<"Duration"> {
  readonly value: number;
}

export interface BooleanLiteral extends NodeOf<"Boolean"> {
  readonly value: boolean;
}

export interface NullLiteral extends NodeOf<"Null"> {}

/** `r"…"` or `r"…"i`; `source` as written between the quotes. */
export interface PatternLiteral extends NodeOf<"Pattern"> {
  readonly source: string;
  readonly ignoreCase: boolean;
}

/** `state done` as a value; its value at run time is the wire id. */
export interface StateValue extends NodeOf<"StateValue"> {
  readonly ref: StateRef | undefined;
}

export interface CallExpr extends NodeOf<"CallExpr"> {
  readonly callee: Name;
  readonly args: readonly Expr[];
}

/** `.name` on a value that is no path, e.g. `parseJson(x).name`. */
export interface Member extends NodeOf<"Member"> {
  readonly object: Expr;
  readonly name: Name | undefined;
}

/** `[index]` on a value that is no path. */
export interface Index extends NodeOf<"Index"> {
  readonly object: Expr;
  readonly index: Expr | undefined;
}

export type UnaryOperator = "not" | "-";

export interface Unary extends NodeOf<"Unary"> {
  readonly operator: UnaryOperator;
  readonly operand: Expr | undefined;
}

export type BinaryOperator =
  | "or"
  | "and"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "in"
  | "contains"
  | "matches"
  | "??"
  | "+"
  | "-"
  | "*"
  | "/"
  | "%";

export interface Binary extends NodeOf<"Binary"> {
  readonly operator: BinaryOperator;
  readonly left: Expr;
  readonly right: Expr | undefined;
}

export interface Conditional extends NodeOf<"Conditional"> {
  readonly test: Expr;
  readonly whenTrue: Expr | undefined;
  readonly whenFalse: Expr | undefined;
}

export interface ListLiteral extends NodeOf<"List"> {
  readonly items: readonly Expr[];
}

export interface ObjectEntry extends NodeOf<"ObjectEntry"> {
  readonly key: Name | StringLiteral;
  readonly value: Expr | undefined;
}

export interface ObjectLiteral extends NodeOf<"Object"> {
  readonly entries: readonly ObjectEntry[];
}

/** An expression in `( … )`; kept so that the text can be printed as it was meant. */
export interface Parenthesized extends NodeOf<"Parenthesized"> {
  readonly expr: Expr | undefined;
}

export type Expr =
  | NumberLiteral
  | DurationLiteral
  | BooleanLiteral
  | NullLiteral
  | StringLiteral
  | PatternLiteral
  | StateValue
  | Path
  | CallExpr
  | Member
  | Index
  | Unary
  | Binary
  | Conditional
  | ListLiteral
  | ObjectLiteral
  | Parenthesized;

// Types

export type ScalarTypeName =
  | "text"
  | "number"
  | "integer"
  | "boolean"
  | "date"
  | "time"
  | "datetime"
  | "duration"
  | "email"
  | "phone"
  | "url"
  | "location"
  | "attachment"
  | "language"
  | "any";

export interface ScalarType extends NodeOf<"ScalarType"> {
  readonly name: ScalarTypeName;
}

/** A type named by an entity (declared, or one of the system entities). */
export interface EntityType extends NodeOf<"EntityType"> {
  readonly name: Name;
}

export interface OneOfType extends NodeOf<"OneOfType"> {
  readonly options: readonly Text[];
}

export interface ListType extends NodeOf<"ListType"> {
  readonly element: TypeNode | undefined;
}

export interface TypeMember extends NodeOf<"TypeMember"> {
  readonly name: Name;
  readonly type: TypeNode | undefined;
}

export interface ObjectType extends NodeOf<"ObjectType"> {
  readonly members: readonly TypeMember[];
}

export interface PatternType extends NodeOf<"PatternType"> {
  readonly pattern: PatternLiteral;
}

export type TypeNode = ScalarType | EntityType | OneOfType | ListType | ObjectType | PatternType;

// Declarations

interface DeclarationOf<K extends string> extends NodeOf<K> {
  /** The text of the `///` lines right above, without the slashes; lines joined by `\n`. */
  readonly documentation: string | undefined;
}

export interface FlowHeader extends DeclarationOf<"FlowHeader"> {
  readonly name: Name | undefined;
}

export interface BotLanguages extends NodeOf<"BotLanguages"> {
  readonly languages: readonly Name[];
}

export interface BotState extends NodeOf<"BotState"> {
  readonly role: "start" | "fallback" | "failure";
  readonly state: StateRef | undefined;
}

export interface BotProfile extends NodeOf<"BotProfile"> {
  readonly profile: Name | undefined;
}

export interface BotThreshold extends NodeOf<"BotThreshold"> {
  readonly value: NumberLiteral | undefined;
}

export type BotItem = BotLanguages | BotState | BotProfile | BotThreshold | Route;

export interface Bot extends DeclarationOf<"Bot"> {
  readonly name: Name | undefined;
  readonly items: readonly BotItem[];
}

export interface Headers extends NodeOf<"Headers"> {
  readonly object: ObjectLiteral | undefined;
}

export interface Query extends NodeOf<"Query"> {
  readonly object: ObjectLiteral | undefined;
}

/** `auth bearer a`, `auth basic a, b`, `auth hmac a header "h"`. */
export interface Auth extends NodeOf<"Auth"> {
  readonly scheme: "bearer" | "basic" | "hmac" | undefined;
  readonly first: Expr | undefined;
  readonly second: Expr | undefined;
  readonly header: StringLiteral | undefined;
}

export interface Timeout extends NodeOf<"Timeout"> {
  readonly duration: DurationLiteral | undefined;
}

export interface Retry extends NodeOf<"Retry"> {
  readonly count: NumberLiteral | undefined;
  readonly every: DurationLiteral | undefined;
}

export interface ServiceBase extends NodeOf<"ServiceBase"> {
  readonly url: Expr | undefined;
}

export interface ServiceOpenApi extends NodeOf<"ServiceOpenApi"> {
  readonly document: StringLiteral | undefined;
}

export type ServiceItem = ServiceBase | Headers | Query | Auth | Timeout | Retry | ServiceOpenApi;

export interface Service extends DeclarationOf<"Service"> {
  readonly name: Name | undefined;
  readonly items: readonly ServiceItem[];
}

export interface Var extends DeclarationOf<"Var"> {
  readonly path: Path | undefined;
  readonly type: TypeNode | undefined;
  readonly value: Expr | undefined;
  readonly sensitive: boolean;
}

/** `{name}` or `{name: type}` in a phrase. */
export interface PhraseMark extends NodeOf<"PhraseMark"> {
  readonly name: Name | undefined;
  readonly type: TypeNode | undefined;
}

/** One example sentence of an intent, with its quotes. */
export interface Phrase extends NodeOf<"Phrase"> {
  readonly parts: readonly (Chunk | PhraseMark)[];
}

/** The phrases of one language; those before any language name have `language: undefined` (the bot's first). */
export interface PhraseGroup extends NodeOf<"PhraseGroup"> {
  readonly language: Name | undefined;
  readonly phrases: readonly Phrase[];
}

export interface Intent extends DeclarationOf<"Intent"> {
  readonly name: Name | undefined;
  readonly groups: readonly PhraseGroup[];
}

export interface EntityMember extends NodeOf<"EntityMember"> {
  readonly name: Name;
  readonly synonyms: readonly Text[];
}

export interface Entity extends DeclarationOf<"Entity"> {
  readonly name: Name | undefined;
  readonly pattern: PatternLiteral | undefined;
  readonly members: readonly EntityMember[];
}

export interface State extends DeclarationOf<"State"> {
  readonly name: Name | undefined;
  readonly id: StringLiteral | undefined;
  readonly body: StateBody | undefined;
}

/** The braces of a state with what stands in them. */
export interface StateBody extends NodeOf<"StateBody"> {
  readonly items: readonly (Step | Route)[];
}

export interface Mock extends DeclarationOf<"Mock"> {
  readonly name: Name | undefined;
  readonly request: MockRequest | undefined;
}

export interface MockRequest extends NodeOf<"MockRequest"> {
  readonly method: Method | undefined;
  readonly url: StringLiteral | undefined;
  readonly when: Expr | undefined;
  readonly answers: readonly Answer[];
}

export interface AnswerStatus extends NodeOf<"AnswerStatus"> {
  readonly value: NumberLiteral | undefined;
}

export interface AnswerDelay extends NodeOf<"AnswerDelay"> {
  readonly duration: DurationLiteral | undefined;
}

export interface AnswerFault extends NodeOf<"AnswerFault"> {
  readonly fault: "timeout" | "reset" | "malformed" | "empty" | undefined;
}

export type AnswerItem = AnswerStatus | Headers | Body | AnswerDelay | AnswerFault;

export interface Answer extends NodeOf<"Answer"> {
  readonly items: readonly AnswerItem[];
}

export interface PresetEntry extends NodeOf<"PresetEntry"> {
  readonly path: Path;
  readonly value: Expr | undefined;
}

export interface Preset extends DeclarationOf<"Preset"> {
  readonly name: Name | undefined;
  readonly entries: readonly PresetEntry[];
}

// Tests

export interface TestMock extends NodeOf<"TestMock"> {
  readonly name: Name | undefined;
  readonly request: MockRequest | undefined;
}

export interface TestUser extends NodeOf<"TestUser"> {
  readonly value: Expr | undefined;
}

export interface TestTap extends NodeOf<"TestTap"> {
  readonly value: Expr | undefined;
}

export interface TestEvent extends NodeOf<"TestEvent"> {
  readonly event: StringLiteral | undefined;
  readonly data: ObjectLiteral | undefined;
}

export interface TestAttach extends NodeOf<"TestAttach"> {
  readonly value: Expr | undefined;
}

/** `reply "…"`, `button "…"` or `image` under a `bot` line. */
export interface TestBotPart extends NodeOf<"TestBotPart"> {
  readonly part: "reply" | "button" | "image";
  readonly title: StringLiteral | undefined;
}

export interface TestBot extends NodeOf<"TestBot"> {
  readonly match: "text" | "pattern" | "contains" | "nothing" | undefined;
  readonly text: Text | undefined;
  readonly pattern: PatternLiteral | undefined;
  readonly parts: readonly TestBotPart[];
}

export interface ExpectState extends NodeOf<"ExpectState"> {
  readonly state: StateRef | undefined;
}

export interface ExpectEnded extends NodeOf<"ExpectEnded"> {}

export interface ExpectRequest extends NodeOf<"ExpectRequest"> {
  readonly method: Method | undefined;
  readonly url: StringLiteral | undefined;
  readonly when: Expr | undefined;
  readonly times: NumberLiteral | undefined;
}

export interface ExpectNoRequest extends NodeOf<"ExpectNoRequest"> {}

export interface ExpectError extends NodeOf<"ExpectError"> {
  readonly code: StringLiteral | undefined;
}

export interface ExpectValue extends NodeOf<"ExpectValue"> {
  readonly value: Expr | undefined;
}

export type Expect = ExpectState | ExpectEnded | ExpectRequest | ExpectNoRequest | ExpectError | ExpectValue;

export type TestStep = TestMock | TestUser | TestTap | TestEvent | TestAttach | Wait | TestBot | Expect;

export interface Test extends DeclarationOf<"Test"> {
  readonly name: StringLiteral | undefined;
  readonly presets: readonly Name[];
  readonly at: StateRef | undefined;
  readonly languages: readonly Name[];
  readonly each: Expr | undefined;
  readonly steps: readonly TestStep[];
}

export type Declaration = Bot | Service | Var | Intent | Entity | RouteDeclaration | State | Mock | Preset | Test;

/** A route at file level: a global route. */
export interface RouteDeclaration extends DeclarationOf<"RouteDeclaration"> {
  readonly route: Route;
}

// Routes

export interface IntentTrigger extends NodeOf<"IntentTrigger"> {
  readonly intent: Name | undefined;
}

export interface TextTrigger extends NodeOf<"TextTrigger"> {
  readonly texts: readonly (StringLiteral | PatternLiteral)[];
}

export interface EventTrigger extends NodeOf<"EventTrigger"> {
  readonly event: StringLiteral | undefined;
}

export interface AttachmentTrigger extends NodeOf<"AttachmentTrigger"> {}

export interface SilenceTrigger extends NodeOf<"SilenceTrigger"> {
  readonly duration: DurationLiteral | undefined;
}

export interface ChangeTrigger extends NodeOf<"ChangeTrigger"> {
  readonly path: Path | undefined;
}

export interface AnyTrigger extends NodeOf<"AnyTrigger"> {}

export type Trigger =
  | IntentTrigger
  | TextTrigger
  | EventTrigger
  | AttachmentTrigger
  | SilenceTrigger
  | ChangeTrigger
  | AnyTrigger;

export interface Route extends NodeOf<"Route"> {
  readonly trigger: Trigger | undefined;
  readonly context: Name | undefined;
  readonly when: Expr | undefined;
  readonly block: Block | undefined;
}

// Steps

/** `{ … }`, or a bare `-> target` (`braced: false`, one `Go` in it). */
export interface Block extends NodeOf<"Block"> {
  readonly braced: boolean;
  readonly steps: readonly Step[];
}

export interface Go extends NodeOf<"Go"> {
  readonly target: Target | undefined;
}

export interface Reply extends NodeOf<"Reply"> {
  readonly title: Text | undefined;
  readonly value: Expr | undefined;
  readonly block: Block | undefined;
}

export interface Button extends NodeOf<"Button"> {
  readonly title: Text | undefined;
  readonly block: Block | undefined;
  readonly open: Expr | undefined;
  readonly dial: Expr | undefined;
}

export interface Subtitle extends NodeOf<"Subtitle"> {
  readonly text: Text | undefined;
}

/** `image`, `video`, `audio` or `file`, in a `say`, a card or an item. */
export interface Media extends NodeOf<"Media"> {
  readonly media: "image" | "video" | "audio" | "file";
  readonly url: Expr | undefined;
  readonly caption: Text | undefined;
}

export type CardItem = Subtitle | Media | Button;

export interface Card extends NodeOf<"Card"> {
  readonly title: Text | undefined;
  readonly items: readonly CardItem[];
}

/** `item "…" { … }`: one entry of a list message. */
export interface Item extends NodeOf<"Item"> {
  readonly title: Text | undefined;
  readonly items: readonly CardItem[];
}

export interface Location extends NodeOf<"Location"> {
  readonly latitude: Expr | undefined;
  readonly longitude: Expr | undefined;
}

export interface Payload extends NodeOf<"Payload"> {
  readonly channel: Name | undefined;
  readonly object: ObjectLiteral | undefined;
}

export type Part = Reply | Button | Card | Item | Media | Location | Payload;

export interface Say extends NodeOf<"Say"> {
  readonly text: Text | undefined;
  readonly parts: readonly Part[];
}

export interface Check extends NodeOf<"Check"> {
  readonly condition: Expr | undefined;
  readonly message: Text | undefined;
}

export interface Invalid extends NodeOf<"Invalid"> {
  readonly message: Text | undefined;
}

export interface Attempts extends NodeOf<"Attempts"> {
  readonly count: NumberLiteral | undefined;
  readonly go: Go | undefined;
}

export interface SkipWhen extends NodeOf<"SkipWhen"> {
  readonly condition: Expr | undefined;
}

export type AskItem = Part | Route | Check | Invalid | Attempts | SkipWhen;

export interface Ask extends NodeOf<"Ask"> {
  readonly target: Path | undefined;
  readonly type: TypeNode | undefined;
  readonly question: Text | undefined;
  readonly items: readonly AskItem[];
}

export type MethodName = "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD";

export interface Method extends NodeOf<"Method"> {
  readonly name: MethodName;
}

export interface Body extends NodeOf<"Body"> {
  readonly value: Expr | undefined;
}

export interface Form extends NodeOf<"Form"> {
  readonly object: ObjectLiteral | undefined;
}

export interface Save extends NodeOf<"Save"> {
  readonly target: Path | undefined;
}

/** `session account { … }`: what the response may store under that namespace. */
export interface SessionContract extends NodeOf<"SessionContract"> {
  readonly namespace: Name | undefined;
  readonly type: TypeNode | undefined;
}

/** `nextDialogstate a, b`: where the response may lead. */
export interface NextDialogstate extends NodeOf<"NextDialogstate"> {
  readonly states: readonly StateRef[];
}

/** `success`, `failure`, `timeout`, `invalid`, a status such as `404`, or a class such as `4xx`, as written. */
export interface Outcome extends NodeOf<"Outcome"> {
  readonly text: string;
}

export interface OnOutcome extends NodeOf<"OnOutcome"> {
  readonly outcome: Outcome | undefined;
  readonly block: Block | undefined;
}

export type ApiItem =
  | Query
  | Headers
  | Body
  | Form
  | Auth
  | Timeout
  | Retry
  | Save
  | SessionContract
  | NextDialogstate
  | OnOutcome;

export interface Api extends NodeOf<"Api"> {
  readonly service: Name | undefined;
  readonly method: Method | undefined;
  readonly url: Expr | undefined;
  readonly items: readonly ApiItem[];
}

/** `set path = value`. */
export interface SetStep extends NodeOf<"Set"> {
  readonly target: Path | undefined;
  readonly value: Expr | undefined;
}

export interface Clear extends NodeOf<"Clear"> {
  readonly target: Path | undefined;
}

export interface IfBranch extends NodeOf<"IfBranch"> {
  readonly condition: Expr | undefined;
  readonly block: Block | undefined;
}

export interface If extends NodeOf<"If"> {
  readonly branches: readonly IfBranch[];
  readonly otherwise: Block | undefined;
}

export interface MatchArm extends NodeOf<"MatchArm"> {
  readonly values: readonly Expr[];
  readonly block: Block | undefined;
}

export interface Match extends NodeOf<"Match"> {
  readonly subject: Expr | undefined;
  readonly arms: readonly MatchArm[];
  readonly otherwise: Block | undefined;
}

export interface Call extends NodeOf<"Call"> {
  readonly state: StateRef | undefined;
}

export interface Wait extends NodeOf<"Wait"> {
  readonly duration: DurationLiteral | undefined;
}

export interface Track extends NodeOf<"Track"> {
  readonly event: StringLiteral | undefined;
  readonly data: ObjectLiteral | undefined;
}

export interface Handover extends NodeOf<"Handover"> {
  readonly to: StringLiteral | undefined;
  readonly text: Text | undefined;
}

export interface Language extends NodeOf<"Language"> {
  readonly value: Expr | undefined;
}

/** `context name for 3`: active for that many turns, 5 if not said. */
export interface Context extends NodeOf<"Context"> {
  readonly name: Name | undefined;
  readonly turns: NumberLiteral | undefined;
}

export type Step =
  | Say
  | Ask
  | Api
  | SetStep
  | Clear
  | If
  | Match
  | Call
  | Wait
  | Track
  | Handover
  | Language
  | Context
  | Go;

export interface FlowFile extends NodeOf<"File"> {
  readonly header: FlowHeader | undefined;
  readonly declarations: readonly Declaration[];
}

/** Every node that a tree may hold. */
export type Node =
  | FlowFile
  | FlowHeader
  | Declaration
  | Name
  | StateRef
  | TargetWord
  | PathIndex
  | Chunk
  | Interpolation
  | LanguageText
  | Text
  | Expr
  | ObjectEntry
  | TypeNode
  | TypeMember
  | BotItem
  | ServiceItem
  | PhraseMark
  | Phrase
  | PhraseGroup
  | EntityMember
  | StateBody
  | MockRequest
  | AnswerItem
  | Answer
  | PresetEntry
  | TestStep
  | TestBotPart
  | Route
  | Trigger
  | Step
  | Block
  | Part
  | CardItem
  | AskItem
  | Method
  | ApiItem
  | Outcome
  | IfBranch
  | MatchArm;

export type NodeKind = Node["kind"];
