/** How values and types are laid out. */
import type { Binary, CallExpr, Conditional, Expr, Node } from "./ast.ts";
import { precedences } from "./precedence.ts";
import type { Layout } from "./printLayout.ts";
import type { Span } from "./spans.ts";

/** Lays out one node of a value or type; what is below it is laid out on its own. */
export function layOutExpression(layout: Layout, node: Node): void {
  switch (node.kind) {
    case "Object":
      entries(layout, node, node.entries);
      break;
    case "ObjectType":
      entries(layout, node, node.members);
      break;
    case "List":
      list(layout, node, node.items);
      break;
    case "CallExpr":
      call(layout, node);
      break;
    case "Parenthesized":
      if (node.expr === undefined) break;
      layout.braces(layout.first(node), layout.last(node), [layout.first(node.expr)], inBrackets);
      break;
    case "PathIndex":
      layout.separate(layout.first(node), "none", true);
      break;
    case "Index":
      layout.separate(layout.last(node.object) + 1, "none", true);
      break;
    case "Unary":
      if (node.operator === "-") layout.separate(layout.first(node) + 1, "none", true);
      break;
    case "Binary":
      chain(layout, node);
      break;
    case "Conditional":
      conditional(layout, node);
      break;
    default:
  }
}

const inBraces = { group: "anchored" } as const;
const inList = { group: "anchored", padding: "soft" } as const;
const inBrackets = { group: "anchored", padding: "soft", keepsLine: false } as const;

/** Entries have commas between them on one line, and none on lines of their own. */
function entries(layout: Layout, node: Span, found: readonly Span[]): void {
  found.forEach((entry, i) => {
    const last = layout.last(entry);
    if (layout.image(last + 1) === ",") layout.place(last + 1).dropped = true;
    const next = found[i + 1];
    if (next === undefined) return;
    const first = layout.first(next);
    // `{ a: one, of: b }` without its comma would be `one of`.
    const joins = layout.image(first) === "of" && /^(?:one|list)$/.test(layout.image(last));
    layout.place(first).comma = joins ? "always" : "flat";
  });
  const firsts = found.map((entry) => layout.first(entry));
  layout.braces(layout.first(node), layout.last(node), firsts, inBraces);
}

function list(layout: Layout, node: Span, items: readonly Span[]): void {
  const close = layout.last(node);
  if (layout.image(close - 1) === "," && items.length > 0) layout.place(close - 1).dropped = true;
  const firsts = items.map((item) => layout.first(item));
  layout.braces(layout.first(node), close, firsts, inList);
}

/** An object or list as the last argument keeps the call on its line: its own lines are enough. */
function call(layout: Layout, node: CallExpr): void {
  const open = layout.last(node.callee) + 1;
  layout.separate(open, "none", true);
  const last = node.args.at(-1);
  if (last === undefined || last.kind === "Object" || last.kind === "List") return;
  const firsts = node.args.map((arg) => layout.first(arg));
  layout.braces(open, layout.last(node), firsts, inBrackets);
}

/** Operators that bind equally break together, each at the beginning of its line. */
function chain(layout: Layout, node: Binary): void {
  if (layout.joined.has(node)) return;
  layout.anchoredGroup(layout.first(node), layout.last(node));
  let left: Expr = node;
  let operator = -1;
  while (left.kind === "Binary" && precedences[left.operator] === precedences[node.operator]) {
    layout.joined.add(left);
    operator = layout.last(left.left) + 1;
    layout.separate(operator, "line");
    left = left.left;
  }
  layout.indent(operator, layout.last(node));
}

/** Conditions that follow one another break together. */
function conditional(layout: Layout, node: Conditional): void {
  const { test, whenTrue, whenFalse } = node;
  const first = layout.last(test) + 1;
  layout.separate(first, "line");
  if (whenTrue !== undefined) layout.separate(layout.last(whenTrue) + 1, "line");
  if (whenFalse?.kind === "Conditional") layout.joined.add(whenFalse);
  if (layout.joined.has(node)) return;
  layout.anchoredGroup(layout.first(node), layout.last(node));
  layout.indent(first, layout.last(node));
}
