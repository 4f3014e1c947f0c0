/** Quick replies that nobody can tap: the state goes elsewhere before it waits. */
import type * as ast from "../language/ast.ts";
import type { FileIndex } from "./fileIndex.ts";
import { choiceOf } from "./stateSteps.ts";

/** What comes after a step on every way: the state is left, or something else may happen first. */
type Fate = "leaves" | "stays";

/** The replies with a block in the `say`s of a file after which the state goes elsewhere on every way. */
export function lostReplies(file: FileIndex): readonly ast.Reply[] {
  const search = new Search();
  for (const state of file.states) search.list(state.node.body?.items ?? [], "stays");
  for (const route of file.globalRoutes) search.block(route.block, "stays");
  return search.found;
}

class Search {
  readonly found: ast.Reply[] = [];

  /** `after`: what comes behind the list. Answers what comes from its beginning on. */
  list(items: readonly (ast.Step | ast.Route)[], after: Fate): Fate {
    let fate = after;
    for (const item of items.toReversed()) fate = this.#item(item, fate);
    return fate;
  }

  block(block: ast.Block | undefined, after: Fate): Fate {
    return block === undefined ? after : this.list(block.steps, after);
  }

  #item(item: ast.Step | ast.Route, after: Fate): Fate {
    switch (item.kind) {
      case "Go":
        return "leaves";
      case "Ask":
        for (const part of item.items) this.#inside(part);
        return "stays";
      case "Call":
        // What is called may wait, and the replies with it.
        return "stays";
      case "If":
      case "Match":
        return this.#choice(item, after);
      case "Api":
        for (const part of item.items) if (part.kind === "OnOutcome") this.block(part.block, after);
        return after;
      case "Say":
        this.#say(item, after);
        return after;
      case "Route":
        this.block(item.block, "stays");
        return after;
      default:
        return after;
    }
  }

  #say({ parts }: ast.Say, after: Fate): void {
    for (const part of parts) {
      if (part.kind === "Reply" && part.block !== undefined && after === "leaves") this.found.push(part);
      this.#inside(part);
    }
  }

  /** After a block of its own the conversation waits on where it waited. */
  #inside(part: ast.AskItem | ast.CardItem): void {
    if (part.kind === "Reply" || part.kind === "Button" || part.kind === "Route") this.block(part.block, "stays");
    if (part.kind === "Card" || part.kind === "Item") for (const item of part.items) this.#inside(item);
  }

  #choice(step: ast.If | ast.Match, after: Fate): Fate {
    const { taken, never, mayPass } = choiceOf(step);
    for (const block of never) this.block(block, after);
    const fates = taken.map((block) => this.block(block, after));
    return (mayPass ? [...fates, after] : fates).every((fate) => fate === "leaves") ? "leaves" : "stays";
  }
}
