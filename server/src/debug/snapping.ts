/**
 * Where a breakpoint lands that was set on some line: only before a step can a conversation stop.
 *
 * On a line where something begins that can be stopped at, it is that. On a line inside of a step (the body of a
 * request, the second line of a text) it is the step. On an empty line it is what comes next in the same block. At the
 * end of a state it is the last place of the state. Above a state, on its documentation, it is the state. On a
 * declaration that never runs it is nothing.
 */
import type { Node } from "../language/ast.ts";
import { createLineMap } from "../language/lineMap.ts";
import type { ParsedFile } from "../language/parse.ts";
import { children } from "../language/traverse.ts";
import type { SourcePosition } from "../runtime/events.ts";
import type { ExecutablePlace } from "../runtime/program.ts";

/** A file of the program: its places in the order of the file. */
export interface BreakableFile {
  readonly parsed: ParsedFile;
  readonly places: readonly ExecutablePlace[];
}

/** The place for a breakpoint at a line, or at a character of it (`-1` for the line as a whole). */
export function snap(file: BreakableFile, { line, character }: SourcePosition): ExecutablePlace | undefined {
  const onLine = file.places.filter((place) => place.place.range.start.line === line);
  if (onLine.length > 0) {
    const behind = onLine.findLast((place) => place.place.range.start.character <= character);
    return behind ?? onLine[0];
  }
  const lines = createLineMap(file.parsed.text);
  const offset = offsetOn(file.parsed.text, lines.offsetAt({ line, character: 0 }));
  const owner = ownerOf(file.parsed.tree, offset);
  if (owner === undefined) return undefined;
  const startOf = (place: ExecutablePlace): number => lines.offsetAt(place.place.range.start);
  const inside = file.places.filter((place) => owner.start <= startOf(place) && startOf(place) < owner.end);
  if (owner.kind === "step") return inside[0];
  return inside.find((place) => startOf(place) >= offset) ?? inside.at(-1);
}

/** The first character of the line that is no blank; behind a `}` (of `} else {`) where something follows it. */
function offsetOn(text: string, lineStart: number): number {
  const line = text.slice(lineStart, lineStart + 1_000);
  const [before = ""] = /^[ \t]*(?:\}[ \t]*(?=[^\s/]))?/.exec(line) ?? [];
  return lineStart + before.length;
}

interface Owner {
  /** `block`: its places follow one another; `step`: what is inside belongs to its first place. */
  readonly kind: "block" | "step";
  readonly start: number;
  readonly end: number;
}

/** What the offset stands in: the innermost block or step, or the declaration that follows. */
function ownerOf(tree: Node, offset: number): Owner | undefined {
  let owner: Owner | undefined;
  let node: Node | undefined = tree;
  while (node !== undefined) {
    const kind = ownerKind(node);
    if (kind !== undefined) owner = { kind, start: node.start, end: node.end };
    node = childAt(node, offset);
  }
  return owner ?? following(tree, offset);
}

function ownerKind(node: Node): Owner["kind"] | undefined {
  switch (node.kind) {
    case "State":
    case "Test":
    case "StateBody":
    case "RouteDeclaration":
    case "Block":
    case "If":
    case "Match":
      return "block";
    case "Say":
    case "Ask":
    case "Api":
    case "Set":
    case "Clear":
    case "Call":
    case "Wait":
    case "Track":
    case "Handover":
    case "Language":
    case "Context":
    case "Go":
    case "Reply":
    case "Button":
    case "Route":
    case "OnOutcome":
    case "TestMock":
    case "TestUser":
    case "TestTap":
    case "TestEvent":
    case "TestAttach":
    case "TestBot":
    case "ExpectState":
    case "ExpectEnded":
    case "ExpectRequest":
    case "ExpectNoRequest":
    case "ExpectError":
    case "ExpectValue":
      return "step";
    default:
      return undefined;
  }
}

function childAt(node: Node, offset: number): Node | undefined {
  for (const child of children(node)) if (child.start <= offset && offset < child.end) return child;
  return undefined;
}

/** The state or route that comes next after a place outside of all declarations. */
function following(tree: Node, offset: number): Owner | undefined {
  for (const child of children(tree)) {
    if (child.end <= offset) continue;
    const isRunnable = child.kind === "State" || child.kind === "RouteDeclaration" || child.kind === "Test";
    return child.start >= offset && isRunnable ? { kind: "block", start: child.start, end: child.end } : undefined;
  }
  return undefined;
}
