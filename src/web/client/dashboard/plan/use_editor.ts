import { useCallback, useMemo, useState } from 'react'
import { thingOf, type Draft } from './draft.ts'
import { begin, commit, redo, settle, undo, type History } from './history.ts'

/** What is drawn, what of it is chosen, and how it changes. */
export interface Editor {
  /** As the last step has left it. */
  present: Draft
  /** As it is shown: with what is being dragged where it is now. */
  draft: Draft
  chosen: string[]
  canUndo: boolean
  canRedo: boolean
  /** What happened last, for those who hear it. */
  said: string
  edit: (change: (draft: Draft) => Draft, tag?: string) => void
  /** Shows something that is not done yet; null when it is given up. */
  preview: (draft: Draft | null) => void
  choose: (keys: string[]) => void
  undo: () => void
  redo: () => void
  /** What comes next is a step of its own. */
  settle: () => void
  say: (sentence: string) => void
}

/** Keeps what somebody draws on `first`, with every step of it. */
export function useEditor(first: Draft): Editor {
  const [history, setHistory] = useState<History<Draft>>(() => begin(first))
  const [live, setLive] = useState<Draft | null>(null)
  const [keys, setKeys] = useState<string[]>([])
  const [said, setSaid] = useState('')
  const { present, past, future } = history

  const edit = useCallback((change: (draft: Draft) => Draft, tag?: string) => {
    setLive(null)
    setHistory((now) => commit(now, change(now.present), tag ?? null))
  }, [])
  const choose = useCallback((wanted: string[]) => {
    setKeys(wanted)
    setHistory(settle)
  }, [])
  // The same sentence twice is heard twice only if it differs.
  const say = useCallback(
    (sentence: string) => setSaid((last) => (last === sentence ? `${sentence}\u00a0` : sentence)),
    [],
  )
  const steps = useMemo(
    () => ({
      undo: () => setHistory(undo),
      redo: () => setHistory(redo),
      settle: () => setHistory(settle),
    }),
    [],
  )
  // What is undone may have taken along what was chosen.
  const chosen = useMemo(
    () => keys.filter((key) => thingOf(present, key) !== undefined),
    [keys, present],
  )
  return {
    present,
    draft: live ?? present,
    chosen,
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    said,
    edit,
    preview: setLive,
    choose,
    say,
    ...steps,
  }
}
