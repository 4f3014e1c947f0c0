import { Icon } from "./Icon.tsx";
import type { IconName } from "./icons.ts";

/** A button that is an icon; `label` is its name and its tooltip, `keys` the keys that do the same. */
export function IconButton(props: {
  readonly icon: IconName;
  readonly label: string;
  readonly keys?: string;
  readonly class?: string;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  readonly opens?: "menu" | "dialog";
  readonly tabIndex?: number;
  readonly onClick: (event: MouseEvent) => void;
}) {
  const { icon, label, keys, disabled, pressed, expanded, opens, tabIndex, onClick } = props;
  return (
    <button
      type="button"
      class={`tool ${props.class ?? ""}`}
      title={keys === undefined ? label : `${label} (${keys})`}
      aria-label={label}
      aria-keyshortcuts={keys}
      aria-pressed={pressed}
      aria-expanded={expanded}
      aria-haspopup={opens}
      disabled={disabled}
      tabIndex={tabIndex}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
