import { useEffect, useState } from 'react'
import { useFrame } from './frame.tsx'

/** How issuing an order's tickets stands: "Tried once; automatic retry 1 of 5 in 44 s". */
export function RetryLine({
  tries,
  made,
  of,
  next_at,
}: {
  /** How often it was tried, by itself or by hand. */
  tries: number
  /** How many of the automatic retries, of how many, and when the next one is due. */
  made: number
  of: number
  next_at: string | null
}) {
  const said = useFrame().words.pending
  if (tries === 0) return said.firstTry
  return (
    <>
      {said.tried(tries)} {said.retry(Math.min(made + 1, of), of)}{' '}
      {next_at ? <Until at={next_at} /> : said.soon}
    </>
  )
}

/** How long it is until then, counting down by itself. */
function Until({ at }: { at: string }) {
  const { inSeconds, inMinutes, anyMoment } = useFrame().words.pending
  const [now_ms, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.ceil((Date.parse(at) - now_ms) / 1000)
  if (seconds <= 0) return anyMoment
  const minutes = Math.round(seconds / 60)
  return <time dateTime={at}>{seconds < 90 ? inSeconds(seconds) : inMinutes(minutes)}</time>
}
