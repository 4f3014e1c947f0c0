import { codicons, type IconName } from "./icons.ts";

/** An icon beside a text, or in a button that has a label of its own: readers of the screen pass it over. */
export function Icon({ name }: { readonly name: IconName }) {
  return <span class={`icon codicon codicon-${codicons[name]}`} aria-hidden="true" />;
}
