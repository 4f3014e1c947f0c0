import type { ComponentChildren, RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { Icon } from "../messages/Icon.tsx";
import { atDraft, newer, older } from "./inputHistory.ts";

export interface InputFieldProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly setText: (text: string) => void;
  /** What was sent before, oldest first. */
  readonly sent: readonly string[];
  readonly disabled: boolean;
  readonly placeholder: string;
  readonly send: (text: string) => void;
  /** What stands before the field. */
  readonly before?: ComponentChildren;
}

/** The field for what the user says. Enter sends, Shift+Enter begins a line, ↑ and ↓ walk through what was sent before. */
export function InputField(props: InputFieldProps) {
  const { field, text, setText, sent, disabled, placeholder, send, before } = props;
  const [history, setHistory] = useState(atDraft);

  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  const write = (next: string) => {
    setHistory(atDraft);
    setText(next);
  };
  const submit = () => {
    if (text.trim() === "" || disabled) return;
    send(text);
    write("");
  };
  const walk = (step: ReturnType<typeof older>, event: KeyboardEvent) => {
    if (step === undefined) return;
    event.preventDefault();
    setHistory(step.history);
    setText(step.text);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter and the arrows belong to the input method while it composes.
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const element = field.current;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === "ArrowUp" && atFirstLine(element)) walk(older(sent, history, text), event);
    else if (event.key === "ArrowDown" && atLastLine(element)) walk(newer(sent, history), event);
    else if (event.key === "Escape") write(history.draft);
  };
  return (
    <form
      class="field"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {before}
      <textarea
        ref={field}
        rows={1}
        value={text}
        placeholder={placeholder}
        aria-label="Message to the bot"
        disabled={disabled}
        dir="auto"
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <button type="submit" class="send" title="Send" aria-label="Send" disabled={disabled || text.trim() === ""}>
        <Icon name="send" />
      </button>
    </form>
  );
}

function atFirstLine(element: HTMLTextAreaElement | null): boolean {
  return element !== null && !element.value.slice(0, element.selectionStart).includes("\n");
}

function atLastLine(element: HTMLTextAreaElement | null): boolean {
  return element !== null && !element.value.slice(element.selectionEnd).includes("\n");
}
