import { useLayoutEffect, useRef } from "preact/hooks";

const rows: readonly (readonly [string, string])[] = [
  ["Enter", "send"],
  ["Shift+Enter", "begin a line"],
  ["↑ ↓ in the field", "walk through what was sent"],
  ["Shift+Tab from the field", "to the replies, then the conversation"],
  ["↑ ↓ Home End in the conversation", "walk through the entries"],
  ["W", "why did the bot say this?"],
  ["S", "show the place in the editor"],
  ["B", "go back to here"],
  ["E", "edit this answer and go on"],
  ["C", "copy the message"],
  ["Escape", "back to the field"],
  ["Ctrl+F", "find"],
  ["Ctrl+= Ctrl+- Ctrl+0", "zoom"],
  ["Ctrl+Shift+F5", "start again"],
];

/** The keys of the panel. */
export function Keys({ close }: { readonly close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const isMac = navigator.userAgent.includes("Mac");
  return (
    <dialog class="keys" ref={dialog} aria-labelledby="keys-title" onClose={close}>
      <h2 id="keys-title">Keys</h2>
      <dl>
        {rows.map(([keys, meaning]) => (
          <div>
            <dt>
              <kbd>{isMac ? keys.replaceAll("Ctrl", "⌘") : keys}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit" class="primary">
          Close
        </button>
      </form>
    </dialog>
  );
}
