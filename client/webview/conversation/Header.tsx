import { useState } from "preact/hooks";
import type { SourcePlace } from "../../../server/src/runtime/events.ts";
import { IconButton } from "../messages/IconButton.tsx";
import { roving } from "../messages/roving.ts";
import type { EnteredState } from "./items.ts";
import { Menu, type MenuEntry } from "./Menu.tsx";
import type { PaneName, RunView } from "./panelMessages.ts";
import { StateLink } from "./StateLink.tsx";

export interface HeaderProps {
  readonly run: RunView;
  readonly state: EnteredState | undefined;
  readonly pane: PaneName | undefined;
  readonly restart: () => void;
  readonly stop: () => void;
  readonly reveal: (place: SourcePlace) => void;
  /** Opens a pane, or closes it where it is open. */
  readonly toggle: (pane: PaneName) => void;
  readonly more: readonly MenuEntry[];
}

/** Which bot runs, in which state it is, and what can be done with the run. */
export function Header({ run, state, pane, restart, stop, reveal, toggle, more }: HeaderProps) {
  const [open, setOpen] = useState(false);
  const over = run.status === "over";
  return (
    <header>
      <span class={`dot ${run.status}`} />
      <h1 title={run.title}>{run.title}</h1>
      <div class="state-place">{state !== undefined && <StateLink state={state} reveal={reveal} current />}</div>
      <div class="tools" role="toolbar" aria-label="Conversation" {...roving}>
        <IconButton
          icon="variables"
          label="Variables"
          pressed={pane === "variables"}
          onClick={() => toggle("variables")}
        />
        <IconButton icon="mocks" label="Mocks" pressed={pane === "mocks"} onClick={() => toggle("mocks")} />
        <IconButton
          icon="options"
          label="Options of the run"
          pressed={pane === "options"}
          onClick={() => toggle("options")}
        />
        <IconButton icon="restart" label="Start the conversation again" onClick={restart} />
        <IconButton icon="stop" label="Stop the run" disabled={over} onClick={stop} />
        <div class="menu-place">
          <IconButton icon="more" label="More" opens="menu" expanded={open} onClick={() => setOpen(!open)} />
          {open && <Menu label="More" entries={more} close={() => setOpen(false)} />}
        </div>
      </div>
    </header>
  );
}
