import { useEffect, useState } from 'react'

/** Whether there is time left to take something back: so many ms from when the server said so. */
export function useUndoLeft(left_ms: number): boolean {
  const [isOver, setOver] = useState(left_ms <= 0)
  useEffect(() => {
    setOver(left_ms <= 0)
    if (left_ms <= 0) return undefined
    const timer = setTimeout(() => setOver(true), left_ms)
    return () => clearTimeout(timer)
  }, [left_ms])
  return !isOver
}
