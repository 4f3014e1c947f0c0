import { type TestItem, window } from "vscode";
import { isRecord } from "../debug/messages.ts";
import type { KnownFailure } from "./failures.ts";
import type { FlowTests } from "./flowTests.ts";

/**
 * The failure that a command is about: that of the test it was called on, in the tree or at a message, else the only one that fits, or
 * one that is chosen. Without one that fits the user is told so.
 */
export async function failedTest(
  { failures }: FlowTests,
  target: unknown,
  fits: (known: KnownFailure) => boolean,
  none: string,
): Promise<KnownFailure | undefined> {
  const id = idOf(target);
  const fitting = failures.all().filter((known) => fits(known) && (id === undefined || known.item.id === id));
  if (fitting.length === 0) void window.showInformationMessage(none);
  if (fitting.length < 2) return fitting[0];
  const items = fitting.map((known) => ({ label: known.item.label, description: known.failure.message, known }));
  return (await window.showQuickPick(items, { placeHolder: "Of which test?" }))?.known;
}

/** A menu of the tree gives the item, one at a message the item and the message. */
function idOf(target: unknown): string | undefined {
  const item = isRecord(target) && isRecord(target["test"]) ? target["test"] : target;
  return isItem(item) ? item.id : undefined;
}

function isItem(value: unknown): value is TestItem {
  return typeof value === "object" && value !== null && "id" in value && typeof value.id === "string";
}
