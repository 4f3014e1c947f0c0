import type { Value } from "../../../server/src/runtime/events.ts";
import { JsonTree } from "./JsonTree.tsx";

/** A message that one channel gets as it is: its data. */
export function Payload({ channel, raw }: { readonly channel?: string; readonly raw: Value }) {
  return (
    <details class="payload">
      <summary>Payload{channel === undefined ? "" : ` for ${channel}`}</summary>
      <JsonTree value={raw} />
    </details>
  );
}
