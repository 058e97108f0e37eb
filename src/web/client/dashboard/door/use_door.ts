import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useFrame } from '../app/frame.tsx'
import { DoorLine, type DoorNow } from './door_line.ts'
import { giveSignal } from './signals.ts'
import { verdictWords } from './verdict_words.ts'

/** The line to the server, and what has come over it. */
export interface Door extends DoorNow {
  line: DoorLine
}

/** Follows the line; each verdict is heard and felt, and what is shown is asked for again. */
export function useDoor(): Door {
  const { words, formats } = useFrame()
  const queries = useQueryClient()
  const [line] = useState(() => new DoorLine())
  const now = useSyncExternalStore(line.follow, () => line.now)
  const { shown } = now
  useEffect(() => {
    if (shown?.is !== 'answered' && shown?.is !== 'undone') return
    if (shown.is === 'answered') giveSignal(verdictWords(shown.verdict, words.door, formats).tone)
    void queries.invalidateQueries()
  }, [shown, words, formats, queries])
  return { ...now, line }
}
