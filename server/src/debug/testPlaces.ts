import type * as ast from "../language/ast.ts";
import type { ParsedFile } from "../language/parse.ts";
import type { ExecutablePlace, Program } from "../runtime/program.ts";
import { constantText } from "../semantics/nameSpans.ts";

const prefix = "test ";

/** What a step of a test goes by: it survives edits elsewhere. */
export function testStepId(file: string, { name }: Pick<ast.Test, "name">, index: number): string {
  const title = name === undefined ? undefined : constantText(name);
  return `${prefix}${file} ${JSON.stringify(title ?? "")}#${index}`;
}

/** Whether a place is a step of a test: no conversation can jump there. */
export function isTestStep(id: string): boolean {
  return id.startsWith(prefix);
}

/** The steps of the tests of a file, which a conversation that plays one of them may stop at. */
export function testPlaces(program: Program, file: string, { tree }: ParsedFile): readonly ExecutablePlace[] {
  return tree.declarations.flatMap((node) =>
    node.kind === "Test"
      ? node.steps.map(
          (step, index): ExecutablePlace => ({
            id: testStepId(file, node, index),
            kind: "step",
            label: words[step.kind] ?? "expect",
            place: program.place(file, step),
            state: null,
          }),
        )
      : [],
  );
}

const words: { readonly [kind in ast.TestStep["kind"]]?: string } = {
  TestMock: "mock",
  TestUser: "user",
  TestTap: "tap",
  TestEvent: "event",
  TestAttach: "attach",
  Wait: "wait",
  TestBot: "bot",
};
