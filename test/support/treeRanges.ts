import type { Node } from "../../server/src/language/ast.ts";
import type { ParsedFile } from "../../server/src/language/parse.ts";
import { contains } from "../../server/src/language/spans.ts";
import { children } from "../../server/src/language/traverse.ts";

/** What is wrong with the ranges of a tree, its tokens and problems, in words; nothing where all is well. */
export function rangeFaults(parsed: ParsedFile): readonly string[] {
  const faults: string[] = [];
  const file = { start: 0, end: parsed.text.length };
  const waiting: Node[] = [parsed.tree];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!(node.start <= node.end)) faults.push(`${describe(node)} ends before it starts`);
    let previous: Node | undefined;
    for (const child of children(node)) {
      if (!contains(node, child)) faults.push(`${describe(child)} lies outside ${describe(node)}`);
      if (previous !== undefined && child.start < previous.end)
        faults.push(`${describe(child)} overlaps ${describe(previous)}`);
      previous = child;
      waiting.push(child);
    }
  }
  for (const problem of parsed.problems) {
    if (!contains(file, problem)) faults.push(`the problem at ${problem.start}-${problem.end} lies outside the file`);
    if (problem.start > problem.end) faults.push(`the problem at ${problem.start}-${problem.end} is turned round`);
  }
  return faults;
}

function describe(node: Node): string {
  return `${node.kind} ${node.start}-${node.end}`;
}
