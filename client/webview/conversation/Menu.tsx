import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../messages/Icon.tsx";
import type { IconName } from "../messages/icons.ts";
import { roving } from "../messages/roving.ts";

export interface MenuEntry {
  readonly icon: IconName;
  readonly label: string;
  /** The keys that do the same. */
  readonly keys?: string;
  readonly disabled?: boolean;
  readonly act: () => void;
}

/** A menu under the button that opened it. Escape and a click elsewhere close it; the arrows walk through it. */
export function Menu(props: {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly close: () => void;
}) {
  const { label, entries, close } = props;
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    menu.current?.querySelector<HTMLButtonElement>("button:enabled")?.focus();
    const outside = (event: Event) => {
      const { target } = event;
      if (target instanceof Node && !menu.current?.parentElement?.contains(target)) close();
    };
    document.addEventListener("pointerdown", outside);
    window.addEventListener("blur", close);
    return () => {
      document.removeEventListener("pointerdown", outside);
      window.removeEventListener("blur", close);
      if (menu.current?.contains(document.activeElement) && before instanceof HTMLElement) before.focus();
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else roving.onKeyDown(event);
  };
  return (
    <div class="menu" role="menu" aria-label={label} ref={menu} onKeyDown={onKeyDown} tabIndex={-1}>
      {entries.map(({ icon, label: text, keys, disabled, act }) => (
        <button
          type="button"
          role="menuitem"
          class="menu-entry"
          disabled={disabled}
          aria-keyshortcuts={keys}
          onClick={() => {
            close();
            act();
          }}
        >
          <Icon name={icon} />
          <span>{text}</span>
          {keys !== undefined && <kbd>{keys}</kbd>}
        </button>
      ))}
    </div>
  );
}
