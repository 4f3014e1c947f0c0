/**
 * What can be opened from a file: web addresses in its texts and comments, addresses of API steps that begin at the base
 * of their service, and the documents that services name.
 */
import type { Api, Expr, Node, Service, StringLiteral } from "../language/ast.ts";
import type { Span } from "../language/spans.ts";
import { descendants } from "../semantics/descendants.ts";
import { constantText, textAlone } from "../semantics/nameSpans.ts";
import type { ProjectIndex } from "../semantics/projectIndex.ts";
import { variableKey, variablePath } from "../semantics/variables.ts";
import type { FileView } from "../workspace/snapshot.ts";
import { namedFile } from "./namedFile.ts";

/** A stretch of a file that leads somewhere; where it takes other declarations to tell, `target` is left to `linkTarget`. */
export interface DocumentLink extends Span {
  readonly target: string | undefined;
}

const address = /https?:\/\/[^\s"'`{}<>\\|]+/g;

/** The links of a file, in order; an address that goes on with a `{…}` is known only when it runs. */
export function documentLinks({ parsed }: FileView): readonly DocumentLink[] {
  const { tree, comments, text } = parsed;
  const links: DocumentLink[] = comments.flatMap((comment) => addressesIn(text, comment));
  for (const node of descendants(tree)) {
    if (node.kind === "String") links.push(...addressesOf(text, node));
    const string = relativeString(node);
    if (string !== undefined) links.push({ ...textAlone(string), target: undefined });
  }
  return links.toSorted((a, b) => a.start - b.start);
}

/** Where the link that begins at an offset leads; `undefined` where nothing tells before the conversation runs. */
export function linkTarget({ project, parsed, uri }: FileView, start: number): string | undefined {
  for (const node of descendants(parsed.tree, (inner) => inner.start <= start && start <= inner.end)) {
    const string = relativeString(node);
    if (string === undefined || textAlone(string).start !== start) continue;
    const path = constantText(string) ?? "";
    if (node.kind === "ServiceOpenApi") return namedFile(project.folder, uri, path);
    const base = node.kind === "Api" ? baseOf(project.index, node) : undefined;
    const whole = base === undefined ? undefined : `${base.replace(/\/+$/, "")}/${path.replace(/^\/+/, "")}`;
    return whole !== undefined && isWebAddress(whole) ? whole : undefined;
  }
  return undefined;
}

/** The string of a step or service that is an address only together with something else. */
function relativeString(node: Node): StringLiteral | undefined {
  const string =
    node.kind === "Api" && node.service !== undefined
      ? node.url
      : node.kind === "ServiceOpenApi"
        ? node.document
        : undefined;
  if (string?.kind !== "String") return undefined;
  const text = constantText(string);
  return text === undefined || text === "" || text.includes("://") ? undefined : string;
}

function addressesOf(text: string, { parts }: StringLiteral): readonly DocumentLink[] {
  return parts.flatMap((part, at) => {
    if (part.kind !== "Chunk") return [];
    const goesOn = parts[at + 1] !== undefined;
    return addressesIn(text, part).filter(({ end }) => !goesOn || end < part.end);
  });
}

function addressesIn(text: string, { start, end }: Span): readonly DocumentLink[] {
  return [...text.slice(start, end).matchAll(address)].flatMap((match) => {
    // What ends a sentence ends no address.
    const target = match[0].replace(/[.,;:!?)\]]+$/, "");
    const from = start + match.index;
    return URL.canParse(target) ? [{ target, start: from, end: from + target.length }] : [];
  });
}

/** The base of a step's service, where a text, a variable's first value or the default of `env` tells it. */
function baseOf(index: ProjectIndex, { service }: Api): string | undefined {
  const declared = service === undefined ? undefined : index.named("service", service.text);
  const item = declared && baseItem(declared.node);
  return item && constantOf(index, item, 0);
}

function baseItem({ items }: Service): Expr | undefined {
  return items.find((item) => item.kind === "ServiceBase")?.url;
}

/** Variables that take their values from one another are followed no further than this. */
const deepest = 8;

function constantOf(index: ProjectIndex, expr: Expr, depth: number): string | undefined {
  if (depth === deepest) return undefined;
  if (expr.kind === "String") return constantText(expr);
  if (expr.kind === "CallExpr" && expr.callee.text === "env") {
    const [, otherwise] = expr.args;
    return otherwise && constantOf(index, otherwise, depth + 1);
  }
  if (expr.kind !== "Path") return undefined;
  const { scope, names } = variablePath(expr);
  const symbol = index.symbols(variableKey(scope, names)).find(({ kind }) => kind === "variable");
  const value = symbol?.kind === "variable" ? symbol.node.value : undefined;
  return value && constantOf(index, value, depth + 1);
}

function isWebAddress(target: string): boolean {
  return /^https?:\/\//i.test(target) && URL.canParse(target);
}
