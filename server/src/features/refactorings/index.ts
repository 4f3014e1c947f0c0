/** Every refactoring, and what they offer at a selection. */
import { defaultPrintOptions } from "../../language/print.ts";
import type { Span } from "../../language/spans.ts";
import type { FileView } from "../../workspace/snapshot.ts";
import { addElse } from "./addElse.ts";
import { addLanguage } from "./addLanguage.ts";
import { convertText } from "./convertText.ts";
import { extractState } from "./extractState.ts";
import { extractVariable } from "./extractVariable.ts";
import { type FinishedChange, finish } from "./finish.ts";
import { inlineState } from "./inlineState.ts";
import { moveState } from "./moveState.ts";
import type { Offer, Refactoring, RefactoringContext, RefactoringKind } from "./refactoring.ts";
import { sortStates } from "./sortStates.ts";

export const refactorings: readonly Refactoring[] = [
  extractState,
  extractVariable,
  inlineState,
  moveState,
  addLanguage,
  convertText,
  addElse,
  sortStates,
];

/** Something that can be done at the selection, or that the author may look for there and cannot do. */
export interface OfferedRefactoring {
  /** With the title it names the offer. */
  readonly name: string;
  readonly kind: RefactoringKind;
  readonly title: string;
  /** Why it cannot be done. */
  readonly disabled: string | undefined;
  readonly makesFile: boolean;
}

/** What is offered at a selection by the refactorings of the wanted kinds. */
export function offersAt(
  file: FileView,
  selection: Span,
  isWanted: (kind: RefactoringKind) => boolean,
): readonly OfferedRefactoring[] {
  const context = contextOf(file, selection);
  if (context === undefined) return [];
  return refactorings
    .filter(({ kind }) => isWanted(kind))
    .flatMap(({ name, kind, offers }) =>
      offers(context).map((offer) => ({
        name,
        kind,
        title: offer.title,
        disabled: disabledOf(offer),
        makesFile: "makesFile" in offer,
      })),
    );
}

/** The change of an offer, by its name and title; `undefined` where it is not offered or would break a file. */
export function changeOf(file: FileView, selection: Span, name: string, title: string): FinishedChange | undefined {
  const context = contextOf(file, selection);
  const refactoring = refactorings.find((one) => one.name === name);
  if (context === undefined || refactoring === undefined) return undefined;
  const offer = refactoring.offers(context).find((one) => one.title === title);
  if (offer === undefined || "disabled" in offer) return undefined;
  return finish(context, offer.change());
}

function contextOf({ project, path }: FileView, selection: Span): RefactoringContext | undefined {
  const file = project.index.file(path);
  if (file === undefined) return undefined;
  const format = { ...defaultPrintOptions, ...project.settings.format };
  return { index: project.index, file, path, selection, format };
}

function disabledOf(offer: Offer): string | undefined {
  return "disabled" in offer ? offer.disabled : undefined;
}
