/** What a process does that is worth measuring. */
export type PieceKind = 'statement' | 'transaction' | 'stripe' | 'job' | 'chore'

/** One piece of that, by a name that stands in the code, so that there are few of them. */
export interface Piece {
  kind: PieceKind
  name: string
  /** The piece of work, of any process, that asked for it: a W3C `traceparent`. */
  asked_by?: string | undefined
}

/** Does `work`, and looks on. Whatever `work` returns or throws, it returns or throws. */
export type Watcher = <T>(piece: Piece, work: () => Promise<T>) => Promise<T>

const watchers = new Map<PieceKind, Watcher[]>()

/** Lets `watcher` look on at all of `kinds` from now on, until what this returns is called. */
export function watch(kinds: PieceKind[], watcher: Watcher): () => void {
  for (const kind of kinds) watchers.set(kind, [...(watchers.get(kind) ?? []), watcher])
  return () => {
    for (const kind of kinds) {
      const others = (watchers.get(kind) ?? []).filter((one) => one !== watcher)
      if (others.length > 0) watchers.set(kind, others)
      else watchers.delete(kind)
    }
  }
}

/** Does `work`; whoever watches that kind looks on. Costs one look-up where nobody does. */
export function watched<T>(
  kind: PieceKind,
  name: string,
  work: () => Promise<T>,
  asked_by?: string,
): Promise<T> {
  const looking = watchers.get(kind)
  if (!looking) return work()
  const piece = { kind, name, asked_by }
  let whole = work
  for (const watcher of looking) {
    const inner = whole
    whole = () => watcher(piece, inner)
  }
  return whole()
}
