import type { MatchEvent, Value } from "../../../server/src/runtime/events.ts";
import { Icon } from "../messages/Icon.tsx";
import type { ItemActions } from "./itemActions.ts";
import type { RequestItem } from "./items.ts";
import { RequestRow } from "./RequestRow.tsx";
import { SourceButton } from "./SourceButton.tsx";
import { StateLink } from "./StateLink.tsx";
import { shortJson } from "./shortJson.ts";
import { inputText } from "./transcriptText.ts";
import { type MemoryChange, memoryDiff, type TurnFacts } from "./turnFacts.ts";

export interface WhyProps {
  readonly id: string;
  /** What had happened when the message was said. */
  readonly facts: TurnFacts;
  readonly requests: readonly RequestItem[];
  /** Milliseconds of the conversation's clock since the turn began. */
  readonly after: number;
  readonly actions: ItemActions;
}

/** Why the bot said something: what came in, how it was taken, which way the conversation went, what was asked and what was kept. */
export function Why({ id, facts, requests, after, actions }: WhyProps) {
  const { input, match, states, changes } = facts;
  const diff = memoryDiff(changes);
  return (
    <section class="why" id={id} aria-label="Why the bot said this">
      <dl>
        <Fact name="Because">
          {input === undefined ? "The conversation began" : `“${inputText(input)}”`}
          {match !== undefined && <Taken match={match} reveal={actions.reveal} />}
        </Fact>
        {match !== undefined && (match.intent !== undefined || match.candidates.length > 0) && (
          <Fact name="Intents">
            <Candidates match={match} />
          </Fact>
        )}
        {states.length > 0 && (
          <Fact name="States">
            <ol class="path-of-states">
              {states.map((state) => (
                <li>
                  <StateLink
                    state={{ name: state.state, ...(state.source && { source: state.source }) }}
                    reveal={actions.reveal}
                  />{" "}
                  <span class="muted">{causes[state.cause]}</span>
                </li>
              ))}
            </ol>
          </Fact>
        )}
        {requests.length > 0 && (
          <Fact name="API steps">
            {requests.map((item) => (
              <RequestRow key={item.key} item={item} actions={actions} />
            ))}
          </Fact>
        )}
        {diff.length > 0 && (
          <Fact name="Memory">
            <Diff changes={diff} />
          </Fact>
        )}
        <Fact name="Time">{timeOf(after, requests)}</Fact>
      </dl>
    </section>
  );
}

/** How a state was reached, in words. */
const causes = {
  start: "by starting",
  go: "by ->",
  reply: "by a reply",
  route: "by a route",
  call: "by a call",
  return: "by returning",
  back: "by going back",
  response: "by the answer of the backend",
  failure: "after a failure",
  jump: "by a jump",
} as const;

const kinds = {
  reply: "taken as a reply",
  route: "taken by a route",
  ask: "taken as the answer to a question",
  global: "taken by a global route",
  fallback: "not understood",
} as const;

function Taken({ match, reveal }: { readonly match: MatchEvent; readonly reveal: ItemActions["reveal"] }) {
  const { kind, source, entities = {} } = match;
  const found = Object.entries(entities);
  return (
    <>
      <span class="muted"> · {kinds[kind]}</span>
      {found.length > 0 && (
        <ul class="entities">
          {found.map(([name, value]) => (
            <li>
              <span class="json-key">{name}</span>: <Code value={value} />
            </li>
          ))}
        </ul>
      )}
      {source !== undefined && <SourceButton place={source} reveal={reveal} />}
    </>
  );
}

/** The intent that was taken and those that came near, best first. */
function Candidates({ match }: { readonly match: MatchEvent }) {
  const { intent, candidates } = match;
  const others = candidates.filter(({ name }) => name !== intent?.name);
  const shown = [...(intent === undefined ? [] : [intent]), ...others].slice(0, 8);
  return (
    <ul class="candidates">
      {shown.map(({ name, confidence }) => (
        <li class={name === intent?.name ? "chosen" : ""}>
          <span class="candidate-name">
            {name === intent?.name && <Icon name="check" />}
            {name}
          </span>
          <meter min={0} max={1} value={confidence} aria-label={`Score of ${name}`} />
          <span class="score">{confidence.toFixed(2)}</span>
        </li>
      ))}
    </ul>
  );
}

/** What memory held before and holds after. */
function Diff({ changes }: { readonly changes: readonly MemoryChange[] }) {
  return (
    <ul class="diff">
      {changes.map(({ path, before, after }) => (
        <li>
          <span class="json-key">{path}</span>
          {before !== null && (
            <del>
              <span class="hidden">was </span>
              {shortJson(before)}
            </del>
          )}
          <ins>
            <span class="hidden">is now </span>
            {shortJson(after)}
          </ins>
        </li>
      ))}
    </ul>
  );
}

function Code({ value }: { readonly value: Value }) {
  return <code>{shortJson(value)}</code>;
}

function Fact({ name, children }: { readonly name: string; readonly children: preact.ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function timeOf(after: number, requests: readonly RequestItem[]): string {
  const inSteps = requests.reduce((sum, { response }) => sum + (response?.ms ?? 0), 0);
  const total = Math.max(after, inSteps);
  return requests.length === 0
    ? `${Math.round(total)} ms`
    : `${Math.round(total)} ms, ${Math.round(inSteps)} ms of them in API steps`;
}
