import { useState } from "preact/hooks";
import type { Value } from "../../../server/src/runtime/events.ts";

/** How many members are shown at once; more on demand. */
const page = 100;

/** A value of JSON as a tree whose branches open and close; `name` stands before it. The first three levels are open, as long as they are short. */
export function JsonTree({ value, name }: { readonly value: Value; readonly name?: string }) {
  return (
    <div class="json">
      <Branch value={value} depth={0} {...(name === undefined ? {} : { name })} />
    </div>
  );
}

function Branch({ name, value, depth }: { readonly name?: string; readonly value: Value; readonly depth: number }) {
  const members = membersOf(value);
  const [open, setOpen] = useState(depth < 3 && (members?.length ?? 0) <= 20);
  const [shown, setShown] = useState(page);
  if (members === undefined || members.length === 0)
    return (
      <div class="json-leaf">
        <Label name={name} />
        <Leaf value={value} />
      </div>
    );
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Label name={name} />
        <span class="json-size">{Array.isArray(value) ? `[${members.length}]` : `{${members.length}}`}</span>
      </summary>
      {open && (
        <div class="json-members">
          {members.slice(0, shown).map(([key, member]) => (
            <Branch key={key} name={key} value={member} depth={depth + 1} />
          ))}
          {members.length > shown && (
            <button type="button" class="quiet" onClick={() => setShown(shown + page)}>
              {members.length - shown} more
            </button>
          )}
        </div>
      )}
    </details>
  );
}

function Label({ name }: { readonly name: string | undefined }) {
  return name === undefined ? null : (
    <>
      <span class="json-key">{name}</span>
      <span class="json-colon">: </span>
    </>
  );
}

function Leaf({ value }: { readonly value: Value }) {
  if (typeof value === "string") return <span class="json-string">{JSON.stringify(value)}</span>;
  if (value !== null && typeof value === "object")
    return <span class="json-size">{Array.isArray(value) ? "[]" : "{}"}</span>;
  return <span class={value === null ? "json-null" : "json-number"}>{String(value)}</span>;
}

/** The members of a list or an object; undefined for a value that has none. */
function membersOf(value: Value): readonly (readonly [string, Value])[] | undefined {
  if (value === null || typeof value !== "object") return undefined;
  if (isList(value)) return value.map((member, index) => [String(index), member]);
  return Object.entries(value);
}

/** `Array.isArray` does not know read-only lists. */
function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
