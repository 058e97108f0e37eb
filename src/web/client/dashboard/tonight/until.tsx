import { useEffect, useState } from 'react'
import { useFrame } from '../app/frame.tsx'

/** How long it is until something is tried, counting down by itself. */
export function Until({ at }: { at: string }) {
  const { needs } = useFrame().words.tonight
  const [now_ms, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.ceil((Date.parse(at) - now_ms) / 1000)
  if (seconds <= 0) return needs.nextNow
  return (
    <>
      {needs.nextIn}{' '}
      <time dateTime={at}>{seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`}</time>
    </>
  )
}
