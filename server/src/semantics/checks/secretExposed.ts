import type * as ast from "../../language/ast.ts";
import type { FileIndex } from "../fileIndex.ts";
import { inCode } from "../inCode.ts";
import { nodesOf } from "../nodesOf.ts";
import { variablePath } from "../variables.ts";
import type { Check } from "./check.ts";

export const secretExposed: Check = {
  code: "secret-exposed",
  severity: "error",
  summary: "A secret gets where others can read it: into a text, memory, a track event or a URL.",
  documentation: `
What is said reaches the user, what is \`set\` is kept, what is tracked is counted elsewhere, and addresses, with their query,
are written into the logs of every server on the way. Send secrets in headers, in the body or with \`auth\`.

Comparing a secret or signing with it, \`hash(…)\`, gives nothing of it away.
`,
  example: `
state start {
  api GET "https://shop.example/orders?key={<|secret-exposed|>secret.SHOP_KEY</>}" {
    on failure -> end
  }
  -> end
}
`,
  fixed: `
state start {
  api GET "https://shop.example/orders" {
    auth bearer secret.SHOP_KEY
    on failure -> end
  }
  -> end
}
`,
  only: ["variable"],
  *run({ file, path }) {
    const seen = new Set<ast.Path>();
    for (const { expr, where } of exposedPlaces(file)) {
      for (const secret of secretsIn(expr)) {
        if (seen.has(secret)) continue;
        seen.add(secret);
        const { start, end } = secret;
        const name = inCode(file.source.parsed.text.slice(start, end));
        yield { path, start, end, message: `${name} is secret, but here it gets ${where}.` };
      }
    }
  },
};

interface ExposedPlace {
  readonly expr: ast.Node | undefined;
  /** As the end of "it gets …". */
  readonly where: string;
}

function* exposedPlaces(file: FileIndex): Generator<ExposedPlace> {
  for (const declaration of file.source.parsed.tree.declarations) {
    if (declaration.kind === "Service") yield* exposedByService(declaration);
  }
  for (const step of file.apiSteps) {
    yield { expr: step.url, where: "into a URL" };
    for (const item of step.items) if (item.kind === "Query") yield { expr: item.object, where: "into a URL" };
  }
  const tests = file.source.parsed.tree.declarations.filter(({ kind }) => kind === "Test");
  for (const text of nodesOf(file, "Text")) {
    if (tests.some(({ start, end }) => start <= text.start && text.end <= end)) continue;
    yield { expr: text, where: "into a text that is said" };
  }
  for (const { open, dial } of nodesOf(file, "Button")) {
    yield { expr: open, where: "into a URL" };
    yield { expr: dial, where: "into a message" };
  }
  for (const { url } of nodesOf(file, "Media")) yield { expr: url, where: "into a URL" };
  for (const { parts } of nodesOf(file, "Say")) yield* exposedByPayloads(parts);
  for (const { items } of nodesOf(file, "Ask")) yield* exposedByPayloads(items);
  for (const { value } of nodesOf(file, "Set")) yield { expr: value, where: "into memory" };
  for (const { data } of nodesOf(file, "Track")) yield { expr: data, where: "into a track event" };
}

function* exposedByService(service: ast.Service): Generator<ExposedPlace> {
  for (const item of service.items) {
    if (item.kind === "ServiceBase") yield { expr: item.url, where: "into a URL" };
    if (item.kind === "Query") yield { expr: item.object, where: "into a URL" };
  }
}

function* exposedByPayloads(parts: readonly (ast.Part | ast.AskItem)[]): Generator<ExposedPlace> {
  for (const part of parts) if (part.kind === "Payload") yield { expr: part.object, where: "into a message" };
}

/** The secrets whose value may be part of what the node comes to. */
function* secretsIn(root: ast.Node | undefined): Generator<ast.Path> {
  const open: (ast.Node | undefined)[] = [root];
  for (let node = open.pop(); node !== undefined || open.length > 0; node = open.pop()) {
    if (node === undefined) continue;
    if (node.kind === "Path" && variablePath(node).scope === "secret") yield node;
    else open.push(...partsOf(node));
  }
}

const GIVES_NOTHING_AWAY: ReadonlySet<ast.BinaryOperator> = new Set<ast.BinaryOperator>([
  "or",
  "and",
  "==",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "in",
  "contains",
  "matches",
]);

/** The nodes that the value of a node is made of. */
function partsOf(node: ast.Node): readonly (ast.Node | undefined)[] {
  switch (node.kind) {
    case "Text":
      return [...node.alternatives, ...node.languages.flatMap(({ alternatives }) => alternatives)];
    case "String":
      return node.parts.map((part) => (part.kind === "Interpolation" ? part.expr : undefined));
    case "Parenthesized":
      return [node.expr];
    case "Conditional":
      return [node.whenTrue, node.whenFalse];
    case "Binary":
      return GIVES_NOTHING_AWAY.has(node.operator) ? [] : [node.left, node.right];
    case "CallExpr":
      return node.callee.text === "hash" ? [] : node.args;
    case "List":
      return node.items;
    case "Object":
      return node.entries.map(({ value }) => value);
    case "Member":
    case "Index":
      return [node.object];
    default:
      return [];
  }
}
