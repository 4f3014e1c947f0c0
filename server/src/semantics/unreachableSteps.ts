/** Steps that never run: those behind a `->`, and those in a condition that is constant. */
import type * as ast from "../language/ast.ts";
import type { Span } from "../language/spans.ts";
import { constantTruth } from "./constants.ts";
import type { FileIndex } from "./fileIndex.ts";
import { choiceOf } from "./stateSteps.ts";
import { isHalfTyped } from "./syntaxProblems.ts";

/** Steps of one block that never run; at least one. */
export interface UnreachableSteps extends Span {
  readonly steps: readonly ast.Step[];
  /** Where that begins which keeps them from running. */
  readonly since: number;
  /** The block, where all of it never runs, with the step that holds it. */
  readonly block: ast.Block | undefined;
  readonly owner: ast.If | ast.Match | ast.Route | undefined;
}

/** Those of a file, outermost only, in no particular order. */
export function unreachableSteps(file: FileIndex): readonly UnreachableSteps[] {
  const search = new Search();
  for (const state of file.states) search.list(state.node.body?.items ?? []);
  for (const route of file.globalRoutes) search.route(route);
  return search.found.filter(({ since, end }) => !isHalfTyped(file, { start: since, end }));
}

class Search {
  readonly found: UnreachableSteps[] = [];

  /** True if some way runs out at the end of the list. */
  list(items: readonly (ast.Step | ast.Route)[]): boolean {
    let runsOn = true;
    let since = 0;
    const left: ast.Step[] = [];
    for (const item of items) {
      if (item.kind === "Route") this.route(item);
      else if (!runsOn) left.push(item);
      else {
        runsOn = this.#step(item);
        since = item.start;
      }
    }
    this.#add(left, since);
    return runsOn;
  }

  route(route: ast.Route): void {
    this.#block(route.block, route, constantTruth(route.when) === false);
  }

  #step(step: ast.Step): boolean {
    switch (step.kind) {
      case "Go":
        return false;
      case "If":
      case "Match": {
        const { taken, never, mayPass } = choiceOf(step);
        for (const block of never) this.#block(block, step, true);
        const ends = taken.map((block) => this.#block(block, step, false));
        return mayPass || ends.includes(true);
      }
      case "Say":
        for (const part of step.parts) this.#part(part);
        return true;
      case "Ask":
        for (const item of step.items) this.#askItem(item);
        return true;
      case "Api":
        for (const item of step.items) if (item.kind === "OnOutcome") this.#block(item.block, undefined, false);
        return true;
      default:
        return true;
    }
  }

  #askItem(item: ast.AskItem): void {
    switch (item.kind) {
      case "Route":
        this.route(item);
        return;
      case "Check":
      case "Invalid":
      case "Attempts":
      case "SkipWhen":
        return;
      default:
        this.#part(item);
    }
  }

  #part(part: ast.Part | ast.CardItem): void {
    if (part.kind === "Reply" || part.kind === "Button") this.#block(part.block, undefined, false);
    if (part.kind === "Card" || part.kind === "Item") for (const item of part.items) this.#part(item);
  }

  #block(block: ast.Block | undefined, owner: UnreachableSteps["owner"], isNever: boolean): boolean {
    if (block === undefined) return true;
    if (!isNever) return this.list(block.steps);
    this.#add(block.steps, owner?.start ?? block.start, block, owner);
    return true;
  }

  #add(
    steps: readonly ast.Step[],
    since: number,
    block?: UnreachableSteps["block"],
    owner?: UnreachableSteps["owner"],
  ): void {
    const [first] = steps;
    const last = steps.at(-1);
    if (first === undefined || last === undefined) return;
    this.found.push({ start: first.start, end: last.end, steps, since, block, owner });
  }
}
