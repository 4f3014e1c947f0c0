import { parse } from "../../server/src/language/parse.ts";
import { drawTree } from "./drawTree.ts";
import { drawFrames } from "./frames.ts";

/** The tree of a correct text, drawn; the problems of a wrong one instead. */
export function treeOf(text: string): string {
  const { tree, problems } = parse(text);
  return problems.length > 0 ? drawFrames(text, problems) : drawTree(tree);
}

/** The problems of a text as code frames; codes other than `syntax` are named. */
export function problemsOf(text: string): string {
  const { problems } = parse(text);
  return drawFrames(
    text,
    problems.map((problem) => ({
      ...problem,
      message: problem.code === "syntax" ? problem.message : `${problem.code}: ${problem.message}`,
    })),
  );
}

/** The tree of the steps in a state, drawn, whatever is wrong with them. */
export function stepsOf(steps: string): string {
  const { tree } = parse(`state s {\n${steps}\n}`);
  const [state] = tree.declarations;
  return state?.kind === "State" && state.body !== undefined
    ? state.body.items.map(drawTree).join("\n")
    : drawTree(tree);
}

/** The tree of one expression, drawn; its problems instead where it has any. */
export function expressionOf(expression: string): string {
  const text = `var x = ${expression}`;
  const { tree, problems } = parse(text);
  const [declaration] = tree.declarations;
  if (problems.length > 0) return drawFrames(text, problems);
  return declaration?.kind === "Var" && declaration.value !== undefined ? drawTree(declaration.value) : "nothing";
}
