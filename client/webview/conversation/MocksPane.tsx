import { useState } from "preact/hooks";
import type { SourcePlace, Value } from "../../../server/src/runtime/events.ts";
import type { MocksChange, MocksView, StepAnswer } from "./panelMessages.ts";
import { readJson } from "./readJson.ts";
import { SourceButton } from "./SourceButton.tsx";

export interface MocksPaneProps {
  readonly mocks: MocksView | undefined;
  readonly change: (change: MocksChange) => void;
  readonly reveal: (place: SourcePlace) => void;
}

/** Which mocks answer, and what single API steps are answered with in place of the backend. It holds from the next request on. */
export function MocksPane({ mocks, change, reveal }: MocksPaneProps) {
  if (mocks === undefined) return <p class="muted pane-note">Mocks can be chosen while a conversation runs.</p>;
  const on = mocks.mocks.filter((mock) => mock.on).map(({ name }) => name);
  return (
    <div class="mocks">
      <section aria-label="Mocks of the project">
        <h3>Mocks</h3>
        {mocks.mocks.length === 0 && <p class="muted pane-note">The project has no mock.</p>}
        {mocks.mocks.length > 1 && (
          <p class="pane-buttons">
            <button type="button" class="quiet" onClick={() => change({ mocks: mocks.mocks.map(({ name }) => name) })}>
              All on
            </button>
            <button type="button" class="quiet" onClick={() => change({ mocks: [] })}>
              All off
            </button>
          </p>
        )}
        {mocks.mocks.map(({ name, method, url, on: isOn }) => (
          <label class="mock" key={name}>
            <input
              type="checkbox"
              checked={isOn}
              onChange={() => change({ mocks: isOn ? on.filter((other) => other !== name) : [...on, name] })}
            />
            <span>{name}</span>
            <small class="muted">
              {method} {url}
            </small>
          </label>
        ))}
      </section>
      <section aria-label="API steps">
        <h3>API steps</h3>
        {mocks.steps.length === 0 && <p class="muted pane-note">The project has no API step.</p>}
        {mocks.steps.map((step) => (
          <Step key={`${step.file}:${step.line}`} step={step} mocks={mocks} change={change} reveal={reveal} />
        ))}
      </section>
    </div>
  );
}

type Step = MocksView["steps"][number];

const faults = {
  timeout: "No answer in time",
  reset: "Connection breaks off",
  malformed: "Answer cannot be read",
  empty: "Empty answer",
} as const;

type Fault = keyof typeof faults;

function Step(props: {
  readonly step: Step;
  readonly mocks: MocksView;
  readonly change: (change: MocksChange) => void;
  readonly reveal: (place: SourcePlace) => void;
}) {
  const { step, mocks, change, reveal } = props;
  const { file, line, text, answer } = step;
  const set = (next: StepAnswer | null) => change({ step: { file, line }, answer: next });
  const start = { line, character: 0 };
  const delayed = (next: StepAnswer): StepAnswer =>
    answer?.delay === undefined ? next : { ...next, delay: answer.delay };
  const choose = (chosen: string) => {
    const [kind, name = ""] = chosen.split(":");
    if (kind === "usual") set(null);
    else if (kind === "mock") set(delayed({ mock: name }));
    else if (kind === "fault" && isFault(name)) set(delayed({ fault: name }));
    else set(delayed({ status: 200, body: {} }));
  };
  return (
    <fieldset class={answer === null ? "step-answer" : "step-answer set"}>
      <legend>
        <code>{text}</code>
        {step.state !== null && <span class="muted"> {step.state}</span>}
      </legend>
      <div class="step-line">
        <label>
          <span class="hidden">Answer of {text}</span>
          <select value={chosenOf(answer)} onChange={(event) => choose(event.currentTarget.value)}>
            <option value="usual">As usual</option>
            <option value="answer">Status and body…</option>
            {mocks.mocks.map(({ name }) => (
              <option value={`mock:${name}`}>Mock {name}</option>
            ))}
            {Object.entries(faults).map(([fault, label]) => (
              <option value={`fault:${fault}`}>{label}</option>
            ))}
          </select>
        </label>
        <SourceButton place={{ file, range: { start, end: start } }} reveal={reveal} />
      </div>
      {answer !== null && <StepDetails answer={answer} set={set} />}
    </fieldset>
  );
}

/** Delay of whatever answers; status and body of an answer that is written here. */
function StepDetails({ answer, set }: { readonly answer: StepAnswer; readonly set: (answer: StepAnswer) => void }) {
  const isWritten = answer.mock === undefined && answer.fault === undefined;
  const [body, setBody] = useState(() => (answer.body === undefined ? "" : bodyText(answer.body)));
  const [problem, setProblem] = useState<string>();
  const keepBody = () => {
    const read = readJson(body);
    setProblem(read.ok ? undefined : read.problem);
    if (!read.ok) return;
    const { body: _, ...rest } = answer;
    set(read.value === undefined ? rest : { ...rest, body: read.value });
  };
  const number = (text: string) => Math.max(0, Math.round(Number(text) || 0));
  return (
    <div class="step-details">
      {isWritten && (
        <label>
          Status
          <input
            type="number"
            min={100}
            max={599}
            value={answer.status ?? 200}
            onChange={(event) => set({ ...answer, status: number(event.currentTarget.value) })}
          />
        </label>
      )}
      <label>
        Delay, ms
        <input
          type="number"
          min={0}
          value={answer.delay ?? 0}
          onChange={(event) => set({ ...answer, delay: number(event.currentTarget.value) })}
        />
      </label>
      {isWritten && (
        <label class="step-body">
          Body, as JSON
          <textarea
            rows={4}
            value={body}
            aria-invalid={problem !== undefined}
            onInput={(event) => setBody(event.currentTarget.value)}
            onChange={keepBody}
          />
        </label>
      )}
      {problem !== undefined && (
        <p class="refusal" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function bodyText(body: Value): string {
  return JSON.stringify(body, undefined, 2);
}

function chosenOf(answer: StepAnswer | null): string {
  if (answer === null) return "usual";
  if (answer.mock !== undefined) return `mock:${answer.mock}`;
  return answer.fault === undefined ? "answer" : `fault:${answer.fault}`;
}

function isFault(name: string): name is Fault {
  return name in faults;
}
