import { useEffect, useState } from 'react'
import { agoInWords } from './ago_words.ts'
import { useFrame } from './frame.tsx'

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
