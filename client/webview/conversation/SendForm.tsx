import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { UserInput } from "../../../server/src/runtime/events.ts";
import { Icon } from "../messages/Icon.tsx";
import { IconButton } from "../messages/IconButton.tsx";
import { readSent, type SentField, type SentKind, sentKinds } from "./sentInput.ts";

export interface SendFormProps {
  readonly kind: SentKind;
  readonly send: (input: UserInput) => void;
  readonly close: () => void;
}

/** The fields of an event, an attachment, a location or silence. Enter sends, Escape closes. */
export function SendForm({ kind, send, close }: SendFormProps) {
  const described = sentKinds.find((each) => each.kind === kind);
  const [fields, setFields] = useState<{ readonly [name: string]: string }>({});
  const [problem, setProblem] = useState<string>();
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    form.current?.querySelector<HTMLElement>("input, select, textarea")?.focus();
  }, []);
  if (described === undefined) return null;
  const values = { ...Object.fromEntries(described.fields.map(({ name, value }) => [name, value])), ...fields };
  const submit = () => {
    const read = readSent(kind, values);
    if (!read.ok) return setProblem(read.problem);
    close();
    return send(read.input);
  };
  return (
    <form
      class="send-form"
      ref={form}
      aria-label={`Send: ${described.label}`}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      <div class="send-form-head">
        <Icon name={described.icon} />
        <strong>{described.label}</strong>
        <IconButton icon="close" label="Close" keys="Escape" onClick={close} />
      </div>
      {described.fields.map((field) => (
        <div class="send-field" key={field.name}>
          <label for={`send-${field.name}`}>{field.label}</label>
          <Field
            field={field}
            value={values[field.name] ?? ""}
            set={(value) => setFields((before) => ({ ...before, [field.name]: value }))}
          />
        </div>
      ))}
      {problem !== undefined && (
        <p class="refusal" role="alert">
          {problem}
        </p>
      )}
      <button type="submit" class="primary">
        Send
      </button>
    </form>
  );
}

function Field(props: { readonly field: SentField; readonly value: string; readonly set: (value: string) => void }) {
  const { field, value, set } = props;
  const id = `send-${field.name}`;
  if (field.choices !== undefined)
    return (
      <select id={id} value={value} onChange={(event) => set(event.currentTarget.value)}>
        {field.choices.map((choice) => (
          <option value={choice}>{choice}</option>
        ))}
      </select>
    );
  return field.isLong ? (
    <textarea id={id} rows={2} value={value} spellcheck={false} onInput={(event) => set(event.currentTarget.value)} />
  ) : (
    <input id={id} type="text" value={value} spellcheck={false} onInput={(event) => set(event.currentTarget.value)} />
  );
}
