import { useEffect, useState } from 'react'
import { useFrame } from './frame.tsx'
import type { AppWords } from './words.ts'

/** How long ago something was, going on by itself; the moment itself stands in its title. */
export function Ago({ at }: { at: string }) {
  const { words, formats } = useFrame()
  const [now_ms, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <time dateTime={at} title={formats.moment(at)}>
      {agoInWords(words.frame.ago, now_ms - Date.parse(at))}
    </time>
  )
}

/** "20 s ago" for so many ms; "just now" for less than a few seconds, and for the future. */
export function agoInWords(words: AppWords['frame']['ago'], ms: number): string {
  const seconds = Math.floor(ms / 1000)
  if (seconds < 3) return words.now
  if (seconds < 90) return words.seconds(seconds)
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return words.minutes(minutes)
  const hours = Math.round(minutes / 60)
  return hours < 36 ? words.hours(hours) : words.days(Math.round(hours / 24))
}
