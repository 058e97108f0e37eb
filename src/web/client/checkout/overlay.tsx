import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { watchForChallenge } from './challenge.ts'
import type { CheckoutData } from './data.ts'
import { isCovered, type CheckoutEvent, type Phase } from './machine.ts'

const watchMs = 200

interface OverlayProps {
  phase: Phase
  data: CheckoutData
  /** Makes the page inert, and operable again. */
  cover: (isCovered: boolean) => void
  layer: HTMLElement
  tell: (event: CheckoutEvent) => void
}

/**
 * The loading overlay: a fixed layer beside the page, which is inert beneath it. No dialog, for
 * `showModal` and focus traps lock out the 3-D Secure frame that Stripe puts on <body>. It lies
 * below that frame and steps out of sight while one is open. Its sentence is spoken once, by a
 * live region that is always there.
 */
export function Overlay({ phase, data, cover, layer, tell }: OverlayProps) {
  const isUp = isCovered(phase)
  const isAside = useChallenge(isUp)
  const box = useRef<HTMLDivElement>(null)
  const [title, hint] = sentences(phase, data)

  // A layout effect, so that the page can take the focus again by the time that the effects run.
  useLayoutEffect(() => {
    if (!isUp) return
    cover(true)
    box.current?.focus()
    return () => cover(false)
  }, [isUp, cover])

  return createPortal(
    <>
      <output className="hidden">{isUp ? `${title} ${hint}` : ''}</output>
      {isUp && (
        <div className="overlay" ref={box} tabIndex={-1} data-aside={isAside || undefined}>
          <div className="overlay-box">
            {phase !== 'unresolved' && <Spinner />}
            <p className="overlay-title" aria-hidden="true">
              {title}
            </p>
            <p className="overlay-hint" aria-hidden="true">
              {hint}
            </p>
            {phase === 'unresolved' && (
              <section className="overlay-ways" aria-label={title}>
                <a className="button" href={data.order_url}>
                  {data.messages.to_order}
                </a>
                <button
                  type="button"
                  className="button button-quiet"
                  onClick={() => tell('check_again')}
                >
                  {data.messages.check_again}
                </button>
              </section>
            )}
          </div>
        </div>
      )}
    </>,
    layer,
  )
}

function Spinner() {
  return (
    <span className="spinner" aria-hidden="true">
      <i />
      <i />
      <i />
      <i />
    </span>
  )
}

function sentences(phase: Phase, { messages }: CheckoutData): [title: string, hint: string] {
  switch (phase) {
    case 'unknown':
    case 'processing':
      return [messages.checking, messages.checking_hint]
    case 'unresolved':
      return [messages.checking, messages.unresolved]
    case 'succeeded':
      return [messages.paid, '']
    case 'over':
      return [messages.over, '']
    default:
      return [messages.processing, messages.processing_hint]
  }
}

function useChallenge(isWatching: boolean): boolean {
  const [isOpen, setIsOpen] = useState(false)
  useEffect(() => {
    if (!isWatching) return
    const challengeIsOpen = watchForChallenge()
    const timer = setInterval(() => setIsOpen(challengeIsOpen()), watchMs)
    return () => {
      clearInterval(timer)
      setIsOpen(false)
    }
  }, [isWatching])
  return isOpen
}
