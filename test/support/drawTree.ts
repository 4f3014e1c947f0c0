import type { Expr, Node } from "../../server/src/language/ast.ts";
import { children } from "../../server/src/language/traverse.ts";

/**
 * Draws a tree for reading: a line for each node, what is below it indented; names, texts, types and expressions in
 * the language's own signs on the line of their owner, with `□` for what the author has not written and `‹…›` for
 * parentheses.
 */
export function drawTree(node: Node): string {
  return lines(node, "").join("\n");
}

function lines(node: Node, indent: string): string[] {
  const short = onOneLine(node);
  if (short !== undefined) return [`${indent}${short}`];
  const inline: string[] = scalars(node);
  const below: string[] = [];
  for (const child of children(node)) {
    const drawn = onOneLine(child);
    if (drawn !== undefined && below.length === 0) inline.push(drawn);
    else below.push(...lines(child, `${indent}  `));
  }
  return [`${indent}${[node.kind, ...inline].join(" ")}`, ...below];
}

function scalars(node: Node): string[] {
  return Object.entries(node).flatMap(([field, value]: [string, unknown]) => {
    if (field === "kind" || field === "start" || field === "end" || value === undefined || value === false) return [];
    if (value === true) return [field];
    return typeof value === "string" || typeof value === "number" ? [`${field}=${JSON.stringify(value)}`] : [];
  });
}

function onOneLine(node: Node): string | undefined {
  switch (node.kind) {
    case "Name":
      return node.quoted ? `\`${node.text}\`` : node.text;
    case "StateRef":
      return `@${node.flow === undefined ? "" : `${draw(node.flow)}.`}${draw(node.name)}`;
    case "TargetWord":
      return node.word;
    case "Method":
      return node.name;
    case "Outcome":
      return node.text;
    case "Text":
      return node.alternatives.length > 0
        ? node.alternatives.map(draw).join(" | ")
        : `{ ${node.languages.map(draw).join(" ")} }`;
    case "LanguageText":
      return `${draw(node.language)} ${node.alternatives.map(draw).join(" | ")}`;
    case "Phrase":
      return `«${node.parts.map(draw).join("")}»`;
    case "Chunk":
      return node.text.replaceAll("\n", "⏎");
    case "Interpolation":
      return `{${draw(node.expr)}}`;
    case "PhraseMark":
      return `{${draw(node.name)}${node.type === undefined ? "" : `: ${draw(node.type)}`}}`;
    case "ScalarType":
      return node.name;
    case "EntityType":
      return `entity ${draw(node.name)}`;
    case "OneOfType":
      return `one of ${node.options.map(draw).join(", ")}`;
    case "ListType":
      return `list of ${draw(node.element)}`;
    case "ObjectType":
      return `{ ${node.members.map(draw).join(", ")} }`;
    case "TypeMember":
      return `${draw(node.name)}: ${draw(node.type)}`;
    case "PatternType":
      return draw(node.pattern);
    case "ObjectEntry":
      return `${draw(node.key)}: ${draw(node.value)}`;
    case "PathIndex":
      return `[${draw(node.index)}]`;
    default:
      return isExpression(node) ? drawExpression(node) : undefined;
  }
}

function drawExpression(node: Expr): string {
  switch (node.kind) {
    case "Number":
      return String(node.value);
    case "Duration":
      return `${node.value}ms`;
    case "Boolean":
      return String(node.value);
    case "Null":
      return "null";
    case "String":
      return `${node.block ? '"""' : '"'}${node.parts.map(draw).join("")}${node.block ? '"""' : '"'}`;
    case "Pattern":
      return `/${node.source}/${node.ignoreCase ? "i" : ""}`;
    case "StateValue":
      return `state ${draw(node.ref)}`;
    case "Path":
      return (
        draw(node.root) + node.segments.map((part) => (part.kind === "Name" ? `.${draw(part)}` : draw(part))).join("")
      );
    case "CallExpr":
      return `${draw(node.callee)}(${node.args.map(draw).join(", ")})`;
    case "Member":
      return `(${draw(node.object)}).${draw(node.name)}`;
    case "Index":
      return `(${draw(node.object)})[${draw(node.index)}]`;
    case "Unary":
      return `(${node.operator} ${draw(node.operand)})`;
    case "Binary":
      return `(${draw(node.left)} ${node.operator} ${draw(node.right)})`;
    case "Conditional":
      return `(${draw(node.test)} ? ${draw(node.whenTrue)} : ${draw(node.whenFalse)})`;
    case "List":
      return `[${node.items.map(draw).join(", ")}]`;
    case "Object":
      return `{${node.entries.map(draw).join(", ")}}`;
    case "Parenthesized":
      return `‹${draw(node.expr)}›`;
  }
}

const expressionKinds: ReadonlySet<string> = new Set([
  "Number",
  "Duration",
  "Boolean",
  "Null",
  "String",
  "Pattern",
  "StateValue",
  "Path",
  "CallExpr",
  "Member",
  "Index",
  "Unary",
  "Binary",
  "Conditional",
  "List",
  "Object",
  "Parenthesized",
]);

function isExpression(node: Node): node is Expr {
  return expressionKinds.has(node.kind);
}

function draw(node: Node | undefined): string {
  return node === undefined ? "□" : (onOneLine(node) ?? `<${node.kind}>`);
}
