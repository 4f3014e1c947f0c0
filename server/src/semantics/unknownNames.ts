/** What the checks of names that nothing declares have in common. */
import { writeName } from "../language/names.ts";
import type { CheckContext } from "./checks/check.ts";
import type { Finding, FoundPlace } from "./finding.ts";
import type { Fix } from "./fixes/fix.ts";
import { changeName, nearestNames } from "./fixes/nearestNames.ts";
import { inCode } from "./inCode.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import type { Reference } from "./references.ts";

/** A kind of names, and which of them the project knows. */
export interface NameKind {
  /** What it is called in a sentence: `intent`. */
  readonly what: string;
  /** True for a reference that names none of them. */
  readonly isUnknown: (index: ProjectIndex, reference: Reference) => boolean;
  readonly names: (index: ProjectIndex) => Iterable<string>;
  /** False where one of them was surely not meant, however near it is. */
  readonly mayMean?: (written: string, name: string) => boolean;
}

/** Kinds of names that a project declares. */
type DeclaredKind = "intent" | "entity" | "service" | "mock" | "preset";

/** The names of a kind that the project declares; `counts` leaves references out. */
export function declaredNames(kind: DeclaredKind, counts: (reference: Reference) => boolean = () => true): NameKind {
  return {
    what: kind,
    isUnknown: (index, reference) =>
      reference.kind === kind && counts(reference) && index.symbols(reference.key).length === 0,
    *names(index) {
      for (const symbol of index.symbolsOfKind(kind)) yield symbol.name;
    },
  };
}

/** The references of a file that name nothing. */
export function* findUnknown({ index, file, path }: CheckContext, kind: NameKind): Generator<FoundPlace> {
  for (const reference of file.references) {
    if (!kind.isUnknown(index, reference)) continue;
    const question = (now: ProjectIndex): string => {
      const [near] = nearestNames(reference.name, namesMeant(now, kind, reference.name));
      return near === undefined ? "" : ` Did you mean ${inCode(writeName(near))}?`;
    };
    yield {
      path,
      ...reference.span,
      message: `There is no ${kind.what} ${inCode(writeName(reference.name))}.`,
      question,
    };
  }
}

function* namesMeant(index: ProjectIndex, kind: NameKind, written: string): Generator<string> {
  for (const name of kind.names(index)) if (kind.mayMean?.(written, name) !== false) yield name;
}

/** The reference of a finding, if it still names nothing. */
export function unknownAt({ index, file }: CheckContext, finding: Finding, kind: NameKind): Reference | undefined {
  return file.references.find(
    (reference) =>
      reference.span.start === finding.start && reference.span.end === finding.end && kind.isUnknown(index, reference),
  );
}

/** Changes to names that are near. */
export function meantInstead(context: CheckContext, finding: Finding, kind: NameKind): readonly Fix[] {
  const reference = unknownAt(context, finding, kind);
  return reference === undefined
    ? []
    : changeName(finding, reference.name, namesMeant(context.index, kind, reference.name), writeName);
}
