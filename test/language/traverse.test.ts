/** The walk over a tree knows the fields of each kind of node from a table: none may be missing there, in no order but the file's. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Node } from "../../server/src/language/ast.ts";
import { parse } from "../../server/src/language/parse.ts";
import { children, pushChildren, visit } from "../../server/src/language/traverse.ts";
import { corpusFiles } from "../support/flowCorpus.ts";

const halfTyped = new URL("halfTyped/", import.meta.url);
const files = [
  ...corpusFiles,
  ...readdirSync(halfTyped).map((name) => ({ name, text: readFileSync(new URL(name, halfTyped), "utf8") })),
];

test.each(files)("children are all the nodes that a node of $name holds", ({ text }) => {
  let count = 0;
  visit(parse(text).tree, (node) => {
    count++;
    const below = children(node);
    expect(below).toEqual(nodesIn(node));
    const stack: Node[] = [];
    pushChildren(stack, node);
    expect(stack.reverse()).toEqual(below);
  });
  expect(count).toBe(countBelow(parse(text).tree));
});

function nodesIn(node: Node): readonly Node[] {
  return Object.values(node).flat().filter(isNode);
}

function countBelow(node: Node): number {
  return nodesIn(node).reduce((count, child) => count + countBelow(child), 1);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "kind" in value;
}
