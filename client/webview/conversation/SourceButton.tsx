import type { SourcePlace } from "../../../server/src/runtime/events.ts";

/** Leads to a place in a flow. */
export function SourceButton({
  place,
  reveal,
}: {
  readonly place: SourcePlace;
  readonly reveal: (place: SourcePlace) => void;
}) {
  const { file, range } = place;
  return (
    <button type="button" class="source" title="Show in the editor" onClick={() => reveal(place)}>
      {file}:{range.start.line + 1}
    </button>
  );
}
