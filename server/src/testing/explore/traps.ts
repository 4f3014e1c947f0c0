/** Parts of a conversation that cannot be left again, while elsewhere it comes to other things. */

/** A moment that was looked at: where all that may happen leads to, by index. */
export interface GraphNode {
  readonly next: ReadonlySet<number>;
  /** Whether not all that may happen was tried: there may be a way out. */
  readonly isOpen: boolean;
  /** Whether the conversation is over there. */
  readonly isOver: boolean;
}

/**
 * The groups of nodes that can only be left for one another; none where they are all there is to come to in the end. Each group
 * is sorted.
 */
export function traps(nodes: readonly GraphNode[]): readonly (readonly number[])[] {
  const groups = components(nodes);
  const groupOf = new Map(groups.flatMap((group, index) => group.map((node) => [node, index] as const)));
  const last = groups.filter((group, index) =>
    group.every((node) => [...(nodes[node]?.next ?? [])].every((to) => groupOf.get(to) === index)),
  );
  const ends = last.some((group) => group.some((node) => nodes[node]?.isOver === true));
  const closed = last.filter((group) => group.every((node) => nodes[node]?.isOpen === false && !nodes[node].isOver));
  return ends || closed.length > 1 ? closed.map((group) => group.toSorted((a, b) => a - b)) : [];
}

/** Strongly connected components (Tarjan's, without recursion: a conversation may have many moments). */
function components(nodes: readonly GraphNode[]): readonly (readonly number[])[] {
  const found: number[][] = [];
  const numbers = new Map<number, number>();
  const lows = new Map<number, number>();
  const stack: number[] = [];
  const onStack = new Set<number>();
  for (const root of nodes.keys()) {
    if (numbers.has(root)) continue;
    const path: { readonly node: number; readonly rest: Iterator<number, undefined> }[] = [];
    const enter = (node: number): void => {
      numbers.set(node, numbers.size);
      lows.set(node, numbers.size - 1);
      stack.push(node);
      onStack.add(node);
      path.push({ node, rest: (nodes[node]?.next ?? new Set<number>()).values() });
    };
    enter(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { node, rest } = top;
      const step = rest.next();
      if (step.done !== true) {
        const to = step.value;
        if (!numbers.has(to)) enter(to);
        else if (onStack.has(to)) lows.set(node, Math.min(lows.get(node) ?? 0, numbers.get(to) ?? 0));
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) lows.set(above.node, Math.min(lows.get(above.node) ?? 0, lows.get(node) ?? 0));
      if (lows.get(node) === numbers.get(node)) {
        const group = stack.splice(stack.lastIndexOf(node));
        for (const each of group) onStack.delete(each);
        found.push(group);
      }
    }
  }
  return found;
}
