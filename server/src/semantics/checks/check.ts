import type * as ast from "../../language/ast.ts";
import type { FileIndex } from "../fileIndex.ts";
import type { Finding, FoundPlace, Severity } from "../finding.ts";
import type { Fix } from "../fixes/fix.ts";
import type { Ignore } from "../ignores.ts";
import type { KeptKind } from "../nodesOf.ts";
import type { ProjectIndex } from "../projectIndex.ts";
import type { Reference } from "../references.ts";

/**
 * What a check looks at: one part of a file in the parts of its project, so that what it finds stays as long as the part
 * and what it looked up do. Fixes get the whole file, with places in it.
 */
export interface CheckContext {
  readonly index: ProjectIndex;
  readonly file: FileIndex;
  /** The path of the part, or of the file, relative to the project's folder. */
  readonly path: string;
  /** The comments of the file that hide nothing, in order; asking for them runs the checks that they name. */
  readonly unusedIgnores: () => readonly UnusedIgnore[];
}

/**
 * What a part may hold: nodes that are kept by their kind, API steps and declarations; what it may speak of; something that does not read, a
 * state with an id, and the beginning of a flow.
 */
export type Holding = KeptKind | "Api" | ast.Declaration["kind"] | Reference["kind"] | "problem" | "id" | "beginning";

/** A comment with codes that hide nothing. */
export interface UnusedIgnore {
  readonly ignore: Ignore;
  /** None where the comment names none; `isKnown` is false where there is no such check. */
  readonly codes: readonly { readonly code: string; readonly isKnown: boolean }[];
}

/**
 * One check: what it finds, how it is explained, and how it is put right. `example` and `fixed` are flow files
 * (`--- path` begins one of several); in the example the places that the check finds stand between `<|code|>` and
 * `</>`. Both are shown in the docs and run as tests.
 */
export interface Check {
  readonly code: string;
  readonly severity: Severity;
  /** One sentence: what is wrong. */
  readonly summary: string;
  /** Markdown: why it matters and what to do. */
  readonly documentation: string;
  readonly example: string;
  readonly fixed: string;
  /** Its findings come from conversations that ran: `run` finds none. */
  readonly isFromRuns?: true;
  /** It is worked out from what all other checks find in a file: `run` finds none. */
  readonly isOfIgnores?: true;
  /** It finds something only in a part that holds or speaks of one of these; where it does not say, in any. */
  readonly only?: readonly Holding[];
  readonly run: (context: CheckContext) => Iterable<FoundPlace>;
  /** Its preferred fixes change nothing that a bot does: editors may make them without a look, on every save. */
  readonly fixesAreSafe?: true;
  readonly fixes?: (context: CheckContext, finding: Finding) => readonly Fix[];
}
