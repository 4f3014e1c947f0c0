import type { ProjectSymbol } from "../semantics/symbols.ts";

/** What an outline shows a thing as; the protocol's words are chosen where it is sent. */
export type OutlineKind = ProjectSymbol["kind"] | "step" | "route";
