/**
 * An immutable map from text to values, kept in the order of its keys (UTF-16).
 *
 * `with` and `without` answer a new map and share all but O(log n) nodes with the old one, so that a large index
 * can be changed at one place while others still read it as it was. Inside it is an AVL tree.
 */
interface Branch<V> {
  readonly key: string;
  readonly value: V;
  readonly left: Tree<V>;
  readonly right: Tree<V>;
  readonly height: number;
  readonly size: number;
}

type Tree<V> = Branch<V> | undefined;

export class OrderedMap<V> implements ReadonlyMap<string, V> {
  static readonly empty = new OrderedMap<never>(undefined);
  readonly #root: Tree<V>;

  private constructor(root: Tree<V>) {
    this.#root = root;
  }

  /** A map of the entries; of several with one key the last counts. O(n log n). */
  static of<V>(entries: Iterable<readonly [string, V]>): OrderedMap<V> {
    return OrderedMap.ofUnique([...new Map(entries)]);
  }

  /** A map of entries with different keys; they are put in order. O(n log n). */
  static ofUnique<V>(entries: (readonly [string, V])[]): OrderedMap<V> {
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return new OrderedMap(balanced(entries, 0, entries.length));
  }

  get size(): number {
    return this.#root?.size ?? 0;
  }

  get(key: string): V | undefined {
    return find(this.#root, key)?.value;
  }

  has(key: string): boolean {
    return find(this.#root, key) !== undefined;
  }

  with(key: string, value: V): OrderedMap<V> {
    return new OrderedMap(insert(this.#root, key, value));
  }

  without(key: string): OrderedMap<V> {
    return this.has(key) ? new OrderedMap(remove(this.#root, key)) : this;
  }

  /** The entries whose key begins with the prefix, in order; O(log n) for the first and for each further one. */
  *startingWith(prefix: string): IterableIterator<[string, V]> {
    for (const entry of ascend(this.#root, prefix)) {
      if (!entry[0].startsWith(prefix)) return;
      yield entry;
    }
  }

  /** The keys in order, at once. */
  keyList(): string[] {
    const found: string[] = [];
    gather(this.#root, found);
    return found;
  }

  entries(): MapIterator<[string, V]> {
    return ascend(this.#root, "");
  }

  *keys(): MapIterator<string> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  forEach(visit: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this) visit(value, key, this);
  }
}

function find<V>(root: Tree<V>, key: string): Tree<V> {
  let tree = root;
  while (tree !== undefined && tree.key !== key) tree = key < tree.key ? tree.left : tree.right;
  return tree;
}

function* ascend<V>(tree: Tree<V>, from: string): Generator<[string, V], undefined> {
  const later: Branch<V>[] = [];
  let next = tree;
  while (next !== undefined || later.length > 0) {
    while (next !== undefined) {
      if (next.key < from) next = next.right;
      else {
        later.push(next);
        next = next.left;
      }
    }
    const branch = later.pop();
    if (branch === undefined) return;
    yield [branch.key, branch.value];
    next = branch.right;
  }
}

function gather(tree: Tree<unknown>, found: string[]): void {
  if (tree === undefined) return;
  gather(tree.left, found);
  found.push(tree.key);
  gather(tree.right, found);
}

function insert<V>(tree: Tree<V>, key: string, value: V): Branch<V> {
  if (tree === undefined) return branch(undefined, key, value, undefined);
  if (key === tree.key) return branch(tree.left, key, value, tree.right);
  if (key < tree.key) return rebalanced(insert(tree.left, key, value), tree.key, tree.value, tree.right);
  return rebalanced(tree.left, tree.key, tree.value, insert(tree.right, key, value));
}

function remove<V>(tree: Tree<V>, key: string): Tree<V> {
  if (tree === undefined) return undefined;
  if (key < tree.key) return rebalanced(remove(tree.left, key), tree.key, tree.value, tree.right);
  if (key > tree.key) return rebalanced(tree.left, tree.key, tree.value, remove(tree.right, key));
  if (tree.left === undefined) return tree.right;
  if (tree.right === undefined) return tree.left;
  const heir = first(tree.right);
  return rebalanced(tree.left, heir.key, heir.value, remove(tree.right, heir.key));
}

function first<V>(tree: Branch<V>): Branch<V> {
  let branch = tree;
  while (branch.left !== undefined) branch = branch.left;
  return branch;
}

function rebalanced<V>(left: Tree<V>, key: string, value: V, right: Tree<V>): Branch<V> {
  if (left !== undefined && height(left) > height(right) + 1) {
    if (left.right === undefined || height(left.left) >= height(left.right)) {
      return branch(left.left, left.key, left.value, branch(left.right, key, value, right));
    }
    const top = left.right;
    return branch(
      branch(left.left, left.key, left.value, top.left),
      top.key,
      top.value,
      branch(top.right, key, value, right),
    );
  }
  if (right !== undefined && height(right) > height(left) + 1) {
    if (right.left === undefined || height(right.right) >= height(right.left)) {
      return branch(branch(left, key, value, right.left), right.key, right.value, right.right);
    }
    const top = right.left;
    return branch(
      branch(left, key, value, top.left),
      top.key,
      top.value,
      branch(top.right, right.key, right.value, right.right),
    );
  }
  return branch(left, key, value, right);
}

function balanced<V>(sorted: readonly (readonly [string, V])[], from: number, to: number): Tree<V> {
  const middle = (from + to) >> 1;
  const entry = sorted[middle];
  if (from >= to || entry === undefined) return undefined;
  return branch(balanced(sorted, from, middle), entry[0], entry[1], balanced(sorted, middle + 1, to));
}

function branch<V>(left: Tree<V>, key: string, value: V, right: Tree<V>): Branch<V> {
  return {
    key,
    value,
    left,
    right,
    height: Math.max(height(left), height(right)) + 1,
    size: (left?.size ?? 0) + (right?.size ?? 0) + 1,
  };
}

function height(tree: Tree<unknown>): number {
  return tree?.height ?? 0;
}
