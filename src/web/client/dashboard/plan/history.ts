/** What was, what is, and what was undone. */
export interface History<State> {
  past: State[]
  present: State
  future: State[]
  /** What the last step was of: further steps of the same are one with it, as while typing. */
  tag: string | null
}

/** Nobody goes back further. */
const STEPS_MAX = 300

/** A history that begins with this. */
export function begin<State>(present: State): History<State> {
  return { past: [], present, future: [], tag: null }
}

/** One step further; with the same `tag` as before it is part of the step before. */
export function commit<State>(
  history: History<State>,
  next: State,
  tag: string | null = null,
): History<State> {
  const { past, present } = history
  if (Object.is(next, present)) return history
  if (tag !== null && tag === history.tag) return { past, present: next, future: [], tag }
  return { past: [...past, present].slice(-STEPS_MAX), present: next, future: [], tag }
}

/** The next step is one of its own, whatever it is of. */
export function settle<State>(history: History<State>): History<State> {
  return history.tag === null ? history : { ...history, tag: null }
}

/** One step back; the same where there is none. */
export function undo<State>(history: History<State>): History<State> {
  const { past, present, future } = history
  const last = past.at(-1)
  if (past.length === 0 || last === undefined) return history
  return { past: past.slice(0, -1), present: last, future: [present, ...future], tag: null }
}

/** One step that was undone, again. */
export function redo<State>(history: History<State>): History<State> {
  const { past, present, future } = history
  const [next, ...rest] = future
  if (next === undefined) return history
  return { past: [...past, present], present: next, future: rest, tag: null }
}
