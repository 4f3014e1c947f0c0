import type { Span } from "../language/spans.ts";
import type { FileView } from "../workspace/snapshot.ts";

/** "Run from here", at the name of a state. */
export interface RunLens extends Span {
  readonly title: string;
  /** Full name of the state. */
  readonly state: string;
}

/** One lens a state of the file. */
export function codeLenses(file: FileView): readonly RunLens[] {
  const states = file.project.index.file(file.path)?.states ?? [];
  return states.map(({ nameSpan, fullName }) => ({
    start: nameSpan.start,
    end: nameSpan.end,
    title: "Run from here",
    state: fullName,
  }));
}
