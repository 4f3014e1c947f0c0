import { useMemo, useState } from "preact/hooks";
import type { MemoryEvent, Value } from "../../../server/src/runtime/events.ts";
import { Icon } from "../messages/Icon.tsx";
import { JsonTree } from "../messages/JsonTree.tsx";
import type { ItemActions } from "./itemActions.ts";
import type { ConversationModel } from "./model.ts";
import type { MemoryView } from "./panelMessages.ts";
import { SourceButton } from "./SourceButton.tsx";
import { shortJson } from "./shortJson.ts";

export interface VariablesPaneProps {
  readonly memory: MemoryView | undefined;
  readonly model: ConversationModel;
  readonly actions: ItemActions;
}

/** Memory as it is now, scope by scope, and what each variable held before. It is drawn anew whenever the conversation waits. */
export function VariablesPane({ memory, model, actions }: VariablesPaneProps) {
  const [wanted, setWanted] = useState("");
  const histories = useMemo(() => historiesOf(model), [model.turns]);
  if (memory === undefined) return <p class="muted pane-note">Nothing is known yet.</p>;
  const filter = wanted.trim().toLowerCase();
  const scopes = memory.scopes
    .map(({ name, value }) => ({
      name,
      members: Object.entries(value).filter(([key]) => fits(`${name}.${key}`, filter)),
    }))
    .filter(({ members }) => members.length > 0);
  return (
    <div class="variables">
      <input
        class="filter"
        type="search"
        placeholder="Filter"
        aria-label="Filter variables"
        value={wanted}
        onInput={(event) => setWanted(event.currentTarget.value)}
      />
      {scopes.length === 0 && <p class="muted pane-note">{filter === "" ? "Memory is empty." : "No variable fits."}</p>}
      {scopes.map(({ name, members }) => (
        <section key={name} aria-label={name}>
          <h3>{name}</h3>
          {members.map(([key, value]) => (
            <Variable
              key={key}
              name={key}
              value={value}
              history={historyOf(histories, `${name}.${key}`)}
              reveal={actions.reveal}
            />
          ))}
        </section>
      ))}
    </div>
  );
}

function Variable(props: {
  readonly name: string;
  readonly value: Value;
  readonly history: readonly MemoryEvent[];
  readonly reveal: ItemActions["reveal"];
}) {
  const { name, value, history, reveal } = props;
  return (
    <div class="variable">
      <JsonTree value={value} name={name} />
      {history.length > 0 && (
        <details class="changes">
          <summary aria-label={`History of ${name}, ${history.length} ${history.length === 1 ? "write" : "writes"}`}>
            <Icon name="history" />
            {history.length}
          </summary>
          <ol>
            {history.toReversed().map((change) => (
              <li>
                <span class="muted">Turn {change.turn}</span> <code>{shortJson(change.value)}</code>
                {change.source !== undefined && <SourceButton place={change.source} reveal={reveal} />}
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}

function fits(path: string, filter: string): boolean {
  return filter === "" || path.toLowerCase().includes(filter);
}

/** The writes of this conversation by the path of the member of a scope, oldest first. */
function historiesOf({ turns, conversation }: ConversationModel): ReadonlyMap<string, readonly MemoryEvent[]> {
  const histories = new Map<string, MemoryEvent[]>();
  for (const facts of turns) {
    if (facts.conversation !== conversation) continue;
    for (const change of facts.changes) {
      const member = change.path.split(".").slice(0, 2).join(".");
      const history = histories.get(member);
      if (history === undefined) histories.set(member, [change]);
      else history.push(change);
    }
  }
  return histories;
}

function historyOf(histories: ReadonlyMap<string, readonly MemoryEvent[]>, path: string): readonly MemoryEvent[] {
  return histories.get(path) ?? [];
}
