/**
 * What may be written at the cursor. The grammar tells which words fit and what a name may stand for; the project tells
 * which names there are. So nothing is offered that does not parse.
 */
import { type CompletionContext, completionContext, type NameRole } from "../../language/completionContext.ts";
import type { FileView } from "../../workspace/snapshot.ts";
import { completeBoundNames } from "./boundNames.ts";
import type { Completion } from "./item.ts";
import { completeKeys } from "./keys.ts";
import { completeKeywords } from "./keywords.ts";
import { completeContexts, completeFunctions, completeNames, completeProfiles } from "./names.ts";
import { completeStates } from "./states.ts";
import { completeStatuses } from "./statuses.ts";
import { completeStrings } from "./strings.ts";
import { completeVariables } from "./variables.ts";

/** `trigger`: the character that was typed, where the editor asks because of it and not because of the author. */
export interface CompletionOptions {
  readonly trigger: string | undefined;
  /** What the file holds that describes the service of the step around the offset (`openApiAt`). */
  readonly openApi?: unknown;
}

/** What may be written at an offset, the likeliest first. */
export function completion(
  file: FileView,
  offset: number,
  { trigger, openApi }: CompletionOptions,
): readonly Completion[] {
  const found = completionContext(file.parsed, offset);
  if (found === undefined) return trigger === undefined || trigger === '"' ? completeStrings(file, offset) : [];
  if (!isWanted(found, trigger)) return [];
  const context = withoutSwallowed(found, file.parsed.text, offset);
  const { text } = file.parsed;
  const typed = text.slice(context.replace.start, offset);
  const names = context.names.flatMap((role) => namesFor(role, file, context, { typed, openApi }));
  const keywords = completeKeywords(context);
  // The language's own types are what most questions ask for, and go before entities of the same name.
  const words = context.names.includes("type") ? firstOfEachName([...keywords, ...names]) : [...names, ...keywords];
  const items = context.status ? [...words, ...completeStatuses(context.segment, true)] : words;
  return text.endsWith("->", context.replace.start) ? items.map(behindBlank) : items;
}

/**
 * Whether a list may open by itself. Behind a blank only where a name has to come, or typing text would open it at every
 * word; behind a brace only in texts: where it opens a block, Enter has to begin a line and must not take what is listed.
 */
function isWanted({ names, keywords, inText }: CompletionContext, trigger: string | undefined): boolean {
  if (trigger === '"') return false;
  // Behind the service of an API step the method has to come.
  if (trigger === " ") return names.some(hasToBeNamed) || (names.length === 0 && keywords.includes("GET"));
  return trigger !== "{" || inText;
}

function firstOfEachName(items: readonly Completion[]): readonly Completion[] {
  return items.filter(({ label }, at) => items.findIndex((item) => item.label === label) === at);
}

/** Behind an arrow without a blank, the list brings the blank along. */
function behindBlank(item: Completion): Completion {
  return { ...item, text: ` ${item.text}`, ...(item.cursor === undefined ? {} : { cursor: item.cursor + 1 }) };
}

/** A backtick that is never closed swallows the rest of the line, which is not to be replaced. */
function withoutSwallowed(context: CompletionContext, text: string, offset: number): CompletionContext {
  const { replace, segment } = context;
  const name = text.slice(segment.start, segment.end);
  if (!name.startsWith("`") || (name.length > 1 && name.endsWith("`"))) return context;
  return { ...context, replace: { ...replace, end: offset }, segment: { ...segment, end: offset } };
}

const namedRoles: ReadonlySet<NameRole> = new Set(["state", "service", "intent", "type", "preset", "mock"]);

function hasToBeNamed(role: NameRole): boolean {
  return namedRoles.has(role);
}

function namesFor(
  role: NameRole,
  file: FileView,
  context: CompletionContext,
  { typed, openApi }: { readonly typed: string; readonly openApi: unknown },
): readonly Completion[] {
  const { replace, segment } = context;
  switch (role) {
    case "state":
      return completeStates(file, { replace, typed, flow: context.flow, isTarget: context.keywords.includes("end") });
    case "variable":
      return completeVariables(file, { replace, typed, isWritten: true });
    case "value":
      return [
        ...completeBoundNames(file.parsed, replace),
        ...completeVariables(file, { replace, typed, isWritten: false }),
        ...completeFunctions(segment),
      ];
    case "member":
      // Behind `[…]` or a call nobody knows what is there.
      return context.path === undefined ? [] : completeVariables(file, { replace, typed, isWritten: false });
    case "type":
      return completeNames(file, "entity", segment);
    case "service":
    case "intent":
    case "preset":
    case "mock":
    case "language":
      return completeNames(file, role, segment);
    case "context":
      return completeContexts(file, segment);
    case "profile":
    case "channel":
      return completeProfiles(segment);
    case "key":
      return completeKeys(file, replace, openApi);
    case "new":
    case "namespace":
      return [];
  }
}
