/**
 * The strongly connected components of a graph (Tarjan): every node in exactly one, each reachable from all others of
 * its component. Linear in nodes and edges; no recursion, so that a chain of any length will do.
 */
export function stronglyConnected<T>(nodes: readonly T[], next: (node: T) => readonly T[]): readonly (readonly T[])[] {
  const components: T[][] = [];
  const order = new Map<T, number>();
  const lowest = new Map<T, number>();
  const pending: T[] = [];
  const isPending = new Set<T>();
  const enter = (node: T): Visit<T> => {
    order.set(node, order.size);
    lowest.set(node, order.size - 1);
    pending.push(node);
    isPending.add(node);
    return { node, targets: next(node)[Symbol.iterator]() };
  };
  const lower = (node: T, to: number): void => {
    lowest.set(node, Math.min(lowest.get(node) ?? to, to));
  };
  const leave = (node: T): void => {
    if (lowest.get(node) !== order.get(node)) return;
    const component = pending.splice(pending.lastIndexOf(node));
    for (const member of component) isPending.delete(member);
    components.push(component);
  };
  for (const root of nodes) {
    if (order.has(root)) continue;
    const visits = [enter(root)];
    for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
      const target = visit.targets.next();
      if (target.done === true) {
        visits.pop();
        leave(visit.node);
        const parent = visits.at(-1);
        if (parent !== undefined) lower(parent.node, lowest.get(visit.node) ?? 0);
      } else if (!order.has(target.value)) {
        visits.push(enter(target.value));
      } else if (isPending.has(target.value)) {
        lower(visit.node, order.get(target.value) ?? 0);
      }
    }
  }
  return components;
}

interface Visit<T> {
  readonly node: T;
  readonly targets: Iterator<T>;
}
