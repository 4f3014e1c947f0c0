import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { IconButton } from "../messages/IconButton.tsx";
import type { PaneName } from "./panelMessages.ts";

const titles = { variables: "Variables", mocks: "Mocks and API steps", options: "Options of the run" } as const;

/** What stands beside the conversation, or over it where there is little room. Escape closes it. */
export function Pane(props: {
  readonly name: PaneName;
  readonly close: () => void;
  readonly children: ComponentChildren;
}) {
  const { name, close, children } = props;
  const body = useRef<HTMLElement>(null);
  useLayoutEffect(() => body.current?.focus(), [name]);
  return (
    <aside
      class="pane"
      aria-label={titles[name]}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      <div class="pane-head">
        <h2>{titles[name]}</h2>
        <IconButton icon="close" label="Close" keys="Escape" onClick={close} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable with the keyboard */}
      <section class="pane-body" ref={body} tabIndex={0} aria-label={titles[name]}>
        {children}
      </section>
    </aside>
  );
}
