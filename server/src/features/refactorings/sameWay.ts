/**
 * Whether steps may stand in a state of their own, behind a `->`, or in the state that leads there, without a difference
 * to anybody who talks with the bot. The two are the same question: a `->` to a state of the same flow keeps `temp` and
 * open calls, but the routes and the words of quick replies hold only as long as the conversation is in their state,
 * nothing comes back from a `->`, and `-> back` leads to another state.
 */
import type * as ast from "../../language/ast.ts";
import { writeName } from "../../language/names.ts";
import { contains, type Span } from "../../language/spans.ts";
import { descendants } from "../../semantics/descendants.ts";
import { inCode } from "../../semantics/inCode.ts";
import { resolveState } from "../../semantics/resolve.ts";
import { runsOut } from "../../semantics/stateSteps.ts";
import type { StateSymbol } from "../../semantics/symbols.ts";
import type { RefactoringContext } from "./refactoring.ts";
import { type StepList, whatFollows } from "./stepLists.ts";

/** Steps, and the place in a state where they stand, or where they would stand. */
export interface Passage {
  readonly host: StateSymbol;
  readonly list: StepList;
  /** The items of the list that they are, or take the place of. */
  readonly first: number;
  readonly last: number;
  readonly steps: readonly (ast.Step | ast.Route)[];
}

/** One sentence on what would be different; `undefined` where nothing would. */
export function difference({ index, file }: RefactoringContext, passage: Passage): string | undefined {
  const { host, list, first, last, steps } = passage;
  const place = list.items[first] ?? list.block;
  const before = [...descendants(host.node)].filter(({ start }) => start < place.start);
  const nodes = steps.flatMap((step) => [...descendants(step)]);
  const name = inCode(writeName(host.name));
  const isLeft = leaves(steps);
  const isQuick = isLeft && !nodes.some(waits);
  const own = host.node.body?.items.filter((item) => item.kind === "Route" && !steps.includes(item)) ?? [];
  if (own.length > 0 && (!isQuick || own.some(watches))) {
    return `The routes of ${name} hold only as long as the conversation is in that state.`;
  }
  if (steps.some(({ kind }) => kind === "Route") && (list.outer !== undefined || before.some(isNoticed))) {
    return "The routes among these steps hold before them too.";
  }
  if (goesBackSomewhere(index)) {
    const isBetween = before.some(waits) || nodes.some(waits) || !isLeft;
    const own = (isQuick ? steps : [host.node, ...steps]).some((node) => [...descendants(node)].some(goesBack));
    if (isBetween && (own || (!isQuick && leadBack(index)))) return "`-> back` would lead to another place.";
    if (!isQuick && before.some(says) && !beginsWithMessage(steps)) return "`-> back` would repeat another message.";
  }
  if (!isLeft) {
    const after = whatFollows(list, last);
    if (after === "steps") return "Steps follow that would no longer run in the same way.";
    if (after === "wait") return "Where these steps run out, the conversation waits on where it waited.";
    if (isHandler(index, host)) return `Where ${name} runs out, the conversation waits on where it waited.`;
  }
  if (!isQuick && before.some(offers)) {
    return `The quick replies and buttons above are understood by their words only as long as the conversation is in ${name}.`;
  }
  const spans = steps.map(({ start, end }): Span => ({ start, end }));
  const readsState = file.references.some(
    ({ key, span }) => STATE_READS.has(key) && spans.some((one) => contains(one, span)),
  );
  return readsState ? "These steps look at `conversation.state`, which would be another one." : undefined;
}

const STATE_READS: ReadonlySet<string> = new Set(["variable:conversation.state", "variable:conversation"]);

function offers(node: ast.Node): boolean {
  return node.kind === "Reply" || (node.kind === "Button" && node.block !== undefined);
}

/** What may make the conversation wait, in this state or in one that it comes back from. */
function waits(node: ast.Node): boolean {
  if (node.kind === "Api") return !leavesOnFailure(node);
  return offers(node) || node.kind === "Ask" || node.kind === "Wait" || node.kind === "Call" || node.kind === "Route";
}

/** After a failure that nothing handles the conversation waits. */
function leavesOnFailure({ items }: ast.Api): boolean {
  return items.some(
    (item) => item.kind === "OnOutcome" && item.outcome?.text === "failure" && leaves(item.block?.steps),
  );
}

function leaves(steps: readonly (ast.Step | ast.Route)[] = []): boolean {
  return !runsOut(steps, { go: () => undefined, call: () => false });
}

/** What a route of the state could have acted on. */
function isNoticed(node: ast.Node): boolean {
  return waits(node) || node.kind === "Set" || node.kind === "Clear" || node.kind === "Api";
}

function watches(item: ast.Node): boolean {
  return item.kind === "Route" && item.trigger?.kind === "ChangeTrigger";
}

function goesBack(node: ast.Node): boolean {
  return node.kind === "TargetWord" && (node.word === "back" || node.word === "return");
}

function says({ kind }: ast.Node): boolean {
  return kind === "Say" || kind === "Ask";
}

/** True where something is said before anything can wait. */
function beginsWithMessage(steps: readonly (ast.Step | ast.Route)[]): boolean {
  const first = steps.find(({ kind }) => !SILENT.has(kind));
  return first?.kind === "Say" || (first?.kind === "Ask" && !first.items.some(({ kind }) => kind === "SkipWhen"));
}

const SILENT: ReadonlySet<ast.NodeKind> = new Set<ast.NodeKind>([
  "Set",
  "Clear",
  "Track",
  "Context",
  "Language",
  "Route",
]);

/** Told from the texts alone, which takes no time even in a large project; a comment that speaks of it counts too. */
function goesBackSomewhere({ files }: RefactoringContext["index"]): boolean {
  for (const { parsed } of files.values()) if (/->\s*(?:back|return)\b/.test(parsed.text)) return true;
  return false;
}

/** True where a route that holds everywhere, or the bot's `fallback` or `failure`, leads back. */
function leadBack(index: RefactoringContext["index"]): boolean {
  const handlers = [...index.symbolsOfKind("bot")].flatMap(({ path, node }) =>
    node.items.flatMap((item) =>
      item.kind === "BotState" && item.role !== "start" && item.state !== undefined
        ? (resolveState(index, index.flowOf(path)?.name ?? "", item.state)?.node ?? [])
        : [],
    ),
  );
  const routes = Array.from(index.files.values(), ({ parsed }) => parsed.tree.declarations)
    .flat()
    .filter(({ kind }) => kind === "RouteDeclaration" || kind === "Bot");
  return [...handlers, ...routes].some((node) => [...descendants(node)].some(goesBack));
}

function isHandler(index: RefactoringContext["index"], { key }: StateSymbol): boolean {
  for (const reference of index.eachReference(key)) {
    if (reference.kind === "state" && (reference.place === "fallback" || reference.place === "failure")) return true;
  }
  return false;
}
