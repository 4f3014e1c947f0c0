import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildAll } from "../../scripts/build/build.mjs";
import { bundles } from "../../scripts/build/bundles.mjs";

const built = mkdtempSync(join(tmpdir(), "flowstate-evaluation-"));

beforeAll(() => buildAll(built), 120_000);
afterAll(() => rmSync(built, { recursive: true, force: true }));

/**
 * What runs as a program: the name of the garbage collector, word for word in the source; and in the channels what the HTTP server
 * makes of our own schemas when it starts, before anybody is heard. Flows, backends and users have no part in either.
 */
const allowed = ["languageServer: vm", "channels: Function"];

/** Where a script may make a program of a text: `eval`, `Function`, the module `vm`, and functions of generators and the like. */
function evaluationsIn(script: string): readonly string[] {
  const found: string[] = [];
  const tree = ts.createSourceFile("bundle.js", script, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && (node.text === "eval" || node.text === "Function") && isFree(node))
      found.push(node.text);
    if (ts.isStringLiteral(node) && /^(node:)?vm$/.test(node.text) && isModule(node)) found.push("vm");
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return [...new Set(found)];
}

/** Neither the name of a member, nor one that is only looked at: `Function.prototype`, `instanceof Function`. */
function isFree({ parent, ...node }: ts.Identifier): boolean {
  if (ts.isPropertyAccessExpression(parent)) {
    const isMember = parent.name.pos === node.pos;
    return !isMember && !["prototype", "call"].includes(parent.name.text);
  }
  if (ts.isBinaryExpression(parent)) return parent.operatorToken.kind !== ts.SyntaxKind.InstanceOfKeyword;
  return !ts.isMethodDeclaration(parent) && !ts.isPropertyAssignment(parent) && !ts.isPropertyDeclaration(parent);
}

function isModule({ parent }: ts.StringLiteral): boolean {
  return ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isCallExpression(parent);
}

describe("rule 4, no eval, no Function, no vm", () => {
  test.each(bundles)("the bundle $name makes no program of a text", ({ name, outfile }) => {
    const found = evaluationsIn(readFileSync(join(built, outfile), "utf8")).map((each) => `${name}: ${each}`);
    expect(found.filter((each) => !allowed.includes(each))).toEqual([]);
  });

  test("what stands in its place is a constant, and names the garbage collector alone", () => {
    const script = readFileSync(join(built, "languageServer.cjs"), "utf8");
    expect(script.match(/runInNewContext|runInThisContext|runInContext|compileFunction|new \w*\.?Script\(/g)).toEqual([
      "runInNewContext",
    ]);
    expect(script).toMatch(/runInNewContext\)?\("gc"\)/);
  });

  test.each([
    ["eval(text)", "eval"],
    ["(0, eval)(text)", "eval"],
    ["globalThis[eval]", "eval"],
    ["new Function(text)", "Function"],
    ["const F = Function; new F(text)", "Function"],
    ['require("vm").runInNewContext(text)', "vm"],
    ['import vm from "node:vm";', "vm"],
  ])("the check finds %s", (script, found) => {
    expect(evaluationsIn(script)).toEqual([found]);
  });

  test("the check passes over names of members", () => {
    const script =
      'class A { eval(x) { return this.eval(x); } } f instanceof Function; Function.prototype; say("vm of")';
    expect(evaluationsIn(script)).toEqual([]);
  });
});
