import type { PrintOptions } from "../../language/print.ts";
import type { Span } from "../../language/spans.ts";
import type { FileIndex } from "../../semantics/fileIndex.ts";
import type { FixEdit } from "../../semantics/fixes/fix.ts";
import type { ProjectIndex } from "../../semantics/projectIndex.ts";

/** The kinds of the protocol; editors have a menu or a key for each. */
export type RefactoringKind =
  | "refactor.extract"
  | "refactor.inline"
  | "refactor.move"
  | "refactor.rewrite"
  | "source.organizeStates";

/** What the author has selected, in which file of which project. */
export interface RefactoringContext {
  readonly index: ProjectIndex;
  readonly file: FileIndex;
  /** Relative to the project's folder, with `/`. */
  readonly path: string;
  /** Empty where there is only a cursor. */
  readonly selection: Span;
  /** How the project's files are written. */
  readonly format: PrintOptions;
}

/** A change of a project that leaves what its conversations do as it is, unless its title says otherwise. */
export interface Change {
  /** They do not overlap. */
  readonly edits: readonly FixEdit[];
  /** A file that does not exist yet. */
  readonly newFile?: { readonly path: string; readonly text: string };
  /** Something that got a name which the author may want to change: the key of a symbol, and the file that declares it. */
  readonly named?: { readonly path: string; readonly key: string };
}

/** One thing that can be done at the selection. */
export type Offer =
  | {
      /** What it does, as an order: "Extract into a new state". No other offer of the refactoring has it. */
      readonly title: string;
      /** It makes a file, which not every editor lets a server do. */
      readonly makesFile?: true;
      /** Works the change out; called only once it is wanted. */
      readonly change: () => Change;
    }
  | {
      readonly title: string;
      /** One sentence: why it cannot be done here, and what would help. */
      readonly disabled: string;
    };

export interface Refactoring {
  /** Stable: clients send it back. */
  readonly name: string;
  readonly kind: RefactoringKind;
  /** Asked whenever the cursor moves, so it answers at once, and never throws. */
  readonly offers: (context: RefactoringContext) => readonly Offer[];
}
