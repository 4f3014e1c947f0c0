import type { Span } from "../language/spans.ts";
import type { ProjectIndex } from "./projectIndex.ts";

export type Severity = "error" | "warning" | "information" | "hint";

/** A place in a file of the project: offsets in UTF-16 code units. */
export interface Place extends Span {
  /** Relative to the project's folder, with `/`. */
  readonly path: string;
}

/** A further place that explains a finding. */
export interface RelatedPlace extends Place {
  readonly message: string;
}

/** Something that a check found. Its place is exact; its code is stable; its message speaks to the author. */
export interface Finding extends Place {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly related: readonly RelatedPlace[];
  /** The editor shows the place faded. */
  readonly unnecessary?: boolean;
  /** What the fixes of this check need and the project does not tell, e.g. the name that a backend sent. */
  readonly data?: unknown;
}

/** What a check yields; its code and severity are added by the list of checks. */
export type FoundPlace = Omit<Finding, "code" | "severity" | "related"> & {
  readonly related?: readonly RelatedPlace[];
  /**
   * What comes behind the message, such as ` Did you mean …?`. It may take a look at every name of the project, so it is
   * asked for where the finding is shown, and not behind each of very many.
   */
  readonly question?: (parts: ProjectIndex) => string;
};
