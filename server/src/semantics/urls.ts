/** The strings of a file that are addresses: of services, of API steps, of buttons that open a page, and of media. */
import type * as ast from "../language/ast.ts";
import { serviceItems } from "./botItems.ts";
import type { FileIndex } from "./fileIndex.ts";
import { nodesOf } from "./nodesOf.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import { valuesOf } from "./valuePositions.ts";

export interface UrlString {
  readonly node: ast.StringLiteral;
  /** `step`: the address of an API step without a service; `path`: of one with a service, whose base may stand before it. */
  readonly role: "base" | "step" | "path" | "open" | "media";
  /** More follows by `+`. */
  readonly isBeginning: boolean;
}

/** The addresses that are written as strings, in no order. */
export function* urlStrings(index: ProjectIndex, file: FileIndex): Generator<UrlString> {
  for (const declaration of file.source.parsed.tree.declarations) {
    if (declaration.kind !== "Service") continue;
    for (const item of declaration.items) if (item.kind === "ServiceBase") yield* stringsOf(item.url, "base");
  }
  for (const step of file.apiSteps) {
    const hasBase = step.service !== undefined && (!isKnown(index, step) || serviceItems(index, step).some(isBase));
    yield* stringsOf(step.url, hasBase ? "path" : "step");
  }
  for (const button of nodesOf(file, "Button")) yield* stringsOf(button.open, "open");
  for (const media of nodesOf(file, "Media")) yield* stringsOf(media.url, "media");
}

function isKnown(index: ProjectIndex, step: ast.Api): boolean {
  return step.service !== undefined && index.named("service", step.service.text) !== undefined;
}

function isBase(item: ast.ServiceItem): boolean {
  return item.kind === "ServiceBase";
}

function* stringsOf(expr: ast.Expr | undefined, role: UrlString["role"]): Generator<UrlString> {
  for (const value of valuesOf(expr)) {
    let first: ast.Expr | undefined = value;
    while (first?.kind === "Binary" && first.operator === "+") first = first.left;
    if (first?.kind === "String") yield { node: first, role, isBeginning: first !== value };
  }
}

/** What stands in a string up to its first `{…}`; `isWhole` if there is none. */
export function beginningOf(node: ast.StringLiteral): { readonly text: string; readonly isWhole: boolean } {
  let text = "";
  for (const part of node.parts) {
    if (part.kind === "Interpolation") return { text, isWhole: false };
    text += part.text;
  }
  return { text, isWhole: true };
}
