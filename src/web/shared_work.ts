/**
 * Lets whoever asks for the same at the same time share the answer. An answer is shared only among
 * those who had asked before the work on it began, so nobody is told less than they would have
 * found by themselves; whoever asks in the middle waits for the next one. Nothing is kept.
 */
export function shareWork<T>(): (key: string, work: () => Promise<T>) => Promise<T> {
  const running = new Map<string, { now: Promise<T>; next?: Promise<T> }>()
  const start = (key: string, work: () => Promise<T>): Promise<T> => {
    const now = work()
    const turn: { now: Promise<T>; next?: Promise<T> } = { now }
    running.set(key, turn)
    const end = () => {
      if (running.get(key) === turn && !turn.next) running.delete(key)
    }
    now.then(end, end)
    return now
  }
  return (key, work) => {
    const turn = running.get(key)
    if (!turn) return start(key, work)
    const begin = () => start(key, work)
    turn.next ??= turn.now.then(begin, begin)
    return turn.next
  }
}
