import type { FileView } from "../../workspace/snapshot.ts";
import type { Completion } from "./item.ts";
import { completeStates } from "./states.ts";
import { tokenContext } from "./tokenContext.ts";

/** What may be written at an offset, the likeliest first. */
export function completion(
  file: FileView,
  offset: number,
  _options: { readonly afterBlank: boolean },
): readonly Completion[] {
  const context = tokenContext(file.parsed, offset);
  if (context === undefined) return [];
  const { replace } = context;
  const typed = file.parsed.text.slice(replace.start, offset);
  return completeStates(file, { replace, typed, flow: undefined, place: "go" });
}
