import { useQueryClient } from '@tanstack/react-query'
import { useLayoutEffect, useRef, useState } from 'react'
import { askAgain, isOfNobody, useBehindSince, useSignedOut } from './behind.ts'
import { useFrame } from './frame.tsx'
import { useAwaySince } from './live.ts'
import { Refusal } from './requests.ts'

/**
 * What every page says of itself while it is not as new as it looks: that nobody tells it of news,
 * and as of when it is what an answer could not be had of since. Its regions are there before their
 * words, or no screen reader would speak them.
 */
export function Currency() {
  const { words, formats } = useFrame()
  const queries = useQueryClient()
  const away = useAwaySince()
  const behind = useBehindSince()
  const isSignedOut = useSignedOut()
  return (
    <div className={away || behind ? 'currency currency-old' : 'currency'}>
      <div>
        <output>{away ? words.frame.notLive(formats.time(away)) : ''}</output>
        <output>{behind ? words.frame.behind(formats.time(behind)) : ''}</output>
      </div>
      {isSignedOut && <SignIn />}
      {behind && !isSignedOut && <TryAgain onPress={() => askAgain(queries)} />}
    </div>
  )
}

/** Why nothing could be loaded, and a way on. */
export function NotLoaded({
  error,
  sentence,
  refetch,
}: {
  error: Error | null
  /** What is said where the server has given no reason. */
  sentence?: string
  refetch: () => unknown
}) {
  const { words } = useFrame()
  const isSignedOut = isOfNobody(error)
  // What a browser says of a line that is gone is in its own words, and tells nobody anything.
  const why = error instanceof Refusal && !isSignedOut ? error.message : ''
  return (
    <div className="notice notice-problem not-loaded" role="alert">
      {!isSignedOut && <p>{why || (sentence ?? words.frame.notLoaded)}</p>}
      {isSignedOut ? <SignIn /> : <TryAgain onPress={refetch} />}
    </div>
  )
}

/** The way in again, and back to this page. */
function SignIn() {
  const { words } = useFrame()
  const back = encodeURIComponent(location.pathname + location.search)
  return (
    <p>
      {words.frame.signedOut} <a href={`/dashboard/sign-in?next=${back}`}>{words.frame.signIn}</a>
    </p>
  )
}

/** When it has helped, it is gone: whoever pressed it stands at the page's heading then. */
function TryAgain({ onPress }: { onPress: () => unknown }) {
  const { words } = useFrame()
  const [isUnderWay, setUnderWay] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    const here = button.current
    return () => {
      if (here === document.activeElement)
        document.querySelector('h1')?.focus({ preventScroll: true })
    }
  }, [])
  const press = async () => {
    if (isUnderWay) return
    setUnderWay(true)
    await onPress()
    setUnderWay(false)
  }
  return (
    <button
      ref={button}
      className="button button-small button-quiet"
      aria-disabled={isUnderWay}
      onClick={() => void press()}
    >
      {isUnderWay ? words.frame.loading : words.frame.again}
    </button>
  )
}
