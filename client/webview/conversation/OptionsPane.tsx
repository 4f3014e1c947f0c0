import { useEffect, useState } from "preact/hooks";
import { problemOf } from "./optionsProblem.ts";
import type { RunOptions, RunView } from "./panelMessages.ts";

export interface OptionsPaneProps {
  readonly run: RunView;
  /** The language and the user that the conversation has now. */
  readonly language: string;
  readonly user: string;
  readonly setLanguage: (language: string) => void;
  readonly launch: (options: RunOptions) => void;
}

/** With what the conversation begins: user, presets, seed, clock, mocks and recordings. The language changes at once, the rest with a new beginning. */
export function OptionsPane({ run, language, user, setLanguage, launch }: OptionsPaneProps) {
  const [options, setOptions] = useState(run.options);
  const [problem, setProblem] = useState<string>();
  useEffect(() => setOptions(run.options), [JSON.stringify(run.options)]);
  const set = (change: { readonly [K in keyof RunOptions]?: RunOptions[K] | undefined }) =>
    setOptions((before) => withChange(before, change));
  const begin = (changed: RunOptions) => {
    const found = problemOf(changed);
    setProblem(found);
    if (found === undefined) launch(changed);
  };
  return (
    <form
      class="options"
      onSubmit={(event) => {
        event.preventDefault();
        begin(options);
      }}
    >
      {run.languages.length > 1 && (
        <label>
          Language
          <select value={language} onChange={(event) => setLanguage(event.currentTarget.value)}>
            {[...new Set([...run.languages, ...(language === "" ? [] : [language])])].map((each) => (
              <option value={each}>{each}</option>
            ))}
          </select>
        </label>
      )}
      <label>
        User
        <input
          type="text"
          value={options.user ?? ""}
          placeholder={user === "" ? "A new one each time" : user}
          spellcheck={false}
          onInput={(event) => set({ user: event.currentTarget.value || undefined })}
        />
      </label>
      {run.presets.length > 0 && (
        <fieldset>
          <legend>Presets</legend>
          {run.presets.map((preset) => (
            <label class="mock">
              <input
                type="checkbox"
                checked={options.presets.includes(preset)}
                onChange={(event) => set({ presets: toggled(options.presets, preset, event.currentTarget.checked) })}
              />
              {preset}
            </label>
          ))}
        </fieldset>
      )}
      <label>
        Start in
        <input
          type="text"
          value={options.start ?? ""}
          placeholder="Where the bot starts"
          spellcheck={false}
          onInput={(event) => set({ start: event.currentTarget.value || undefined })}
        />
      </label>
      <label>
        Seed
        <input
          type="number"
          step={1}
          value={options.seed ?? ""}
          placeholder="By chance"
          onInput={(event) =>
            set({ seed: event.currentTarget.value === "" ? undefined : Number(event.currentTarget.value) })
          }
        />
      </label>
      <label>
        Clock
        <input
          type="text"
          value={options.now ?? ""}
          placeholder="Real time, or 2026-03-01T09:00:00Z"
          spellcheck={false}
          onInput={(event) => set({ now: event.currentTarget.value || undefined })}
        />
      </label>
      <label class="mock">
        <input
          type="checkbox"
          checked={options.mocks}
          onChange={(event) => set({ mocks: event.currentTarget.checked })}
        />
        Mocks answer from the beginning
      </label>
      <label>
        Recordings
        <select
          value={options.recordings ?? "off"}
          onChange={({ currentTarget: { value } }) =>
            set({ recordings: value === "replay" || value === "keep" ? value : undefined })
          }
        >
          <option value="off">Off</option>
          <option value="replay">Answer where there is one</option>
          <option value="keep">Keep what backends answer</option>
        </select>
      </label>
      {problem !== undefined && (
        <p class="refusal" role="alert">
          {problem}
        </p>
      )}
      <p class="pane-buttons">
        <button type="submit" class="primary">
          Begin again
        </button>
        <button type="button" class="secondary" onClick={() => begin({ ...options, user: newUser() })}>
          Begin as a new user
        </button>
      </p>
    </form>
  );
}

function withChange(
  options: RunOptions,
  change: { readonly [K in keyof RunOptions]?: RunOptions[K] | undefined },
): RunOptions {
  const entries = Object.entries({ ...options, ...change }).filter(([, value]) => value !== undefined);
  return { presets: options.presets, mocks: options.mocks, ...Object.fromEntries(entries) };
}

function toggled(list: readonly string[], name: string, isIn: boolean): readonly string[] {
  return isIn ? [...list, name] : list.filter((other) => other !== name);
}

/** An id that nobody had before. */
function newUser(): string {
  return `user-${crypto.randomUUID().slice(0, 8)}`;
}
