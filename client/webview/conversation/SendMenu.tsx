import { useState } from "preact/hooks";
import { IconButton } from "../messages/IconButton.tsx";
import { Menu, type MenuEntry } from "./Menu.tsx";
import { type SentKind, sentKinds } from "./sentInput.ts";

/** The button beside the field that opens what else can be sent: an event, an attachment, a location, silence. */
export function SendMenu(props: { readonly disabled: boolean; readonly choose: (kind: SentKind) => void }) {
  const { disabled, choose } = props;
  const [open, setOpen] = useState(false);
  const entries = sentKinds.map(
    ({ kind, icon, label }): MenuEntry => ({ icon, label: `${label}…`, act: () => choose(kind) }),
  );
  return (
    <div class="menu-place up">
      <IconButton
        icon="add"
        class="add"
        label="Send something else"
        opens="menu"
        expanded={open}
        disabled={disabled}
        onClick={() => setOpen(!open)}
      />
      {open && <Menu label="Send something else" entries={entries} close={() => setOpen(false)} />}
    </div>
  );
}
