import { useEffect, useRef, useState, type RefObject } from 'react'
import { fill, type CheckoutData } from './data.ts'
import {
  announcedMark,
  clockText,
  durationText,
  silenceSeconds,
  timeText,
  warningSeconds,
} from './hold.ts'
import type { HoldOnPage } from './use_hold.ts'

/** What is there together with its live region is not spoken: it has to come later. */
const spokenAfterMs = 500

interface HoldCountdownProps {
  hold: HoldOnPage
  data: CheckoutData
  payButton: RefObject<HTMLButtonElement | null>
  /** The form has come out from behind its bones. */
  isShown: boolean
}

/**
 * "Held for you for 9:41". Eyes see each second; screen readers hear a few marks only. In the last
 * minute a guest who needs more time can ask for it, once; there is room for that from the start.
 */
export function HoldCountdown({ hold, data, payButton, isShown }: HoldCountdownProps) {
  const { messages } = data
  const { seconds } = hold
  const [before, after] = messages.hold_countdown.split('{time}')
  const isEnding = seconds <= warningSeconds
  const isOffered = isEnding && seconds > 0 && !hold.is_extended
  const { press, answer } = useMoreTime(hold, payButton)
  const isHeard = useHeard(isShown)
  return (
    <div className="hold" data-ending={isEnding || undefined}>
      <p>
        {before}
        <time dateTime={durationText(seconds)}>{clockText(seconds)}</time>
        {after}
      </p>
      <button
        type="button"
        className="link hold-more"
        data-waiting={!isOffered || undefined}
        onClick={press}
      >
        {answer === 'none' ? messages.more_time_failed : messages.more_time}
      </button>
      <output className="hidden">{isHeard && spoken(hold, data, answer)}</output>
    </div>
  )
}

function useHeard(isShown: boolean): boolean {
  const [isHeard, setIsHeard] = useState(false)
  useEffect(() => {
    if (!isShown) return
    const timer = setTimeout(() => setIsHeard(true), spokenAfterMs)
    return () => clearTimeout(timer)
  }, [isShown])
  return isHeard
}

/** The last answer to a press is kept for as long as it takes to hear or read it. */
type Answer = 'given' | 'none' | undefined

function useMoreTime(hold: HoldOnPage, payButton: RefObject<HTMLButtonElement | null>) {
  const [answer, setAnswer] = useState<Answer>()
  const isAsking = useRef(false)
  useEffect(() => {
    if (!answer) return
    const timer = setTimeout(() => setAnswer(undefined), silenceSeconds * 1000)
    return () => clearTimeout(timer)
  }, [answer])

  const ask = async () => {
    if (isAsking.current) return
    isAsking.current = true
    setAnswer(undefined)
    const isGiven = await hold.askForMore()
    isAsking.current = false
    setAnswer(isGiven ? 'given' : 'none')
    // The focus must not fall to the top of the page with the button that goes.
    const isLost = document.activeElement?.matches('body, .hold-more')
    if (isGiven && isLost) payButton.current?.focus()
  }
  return { press: () => void ask(), answer }
}

function spoken(
  { seconds, is_extended, expires_ms }: HoldOnPage,
  data: CheckoutData,
  answer: Answer,
): string {
  const { messages } = data
  if (answer === 'none') return messages.more_time_failed
  if (answer) return fill(messages.more_time_given, { time: timeText(expires_ms, data) })
  const mark = announcedMark(seconds)
  if (mark === null) return ''
  const time = clockText(mark)
  if (mark > warningSeconds) return fill(messages.hold_announcement, { time })
  const ending = fill(messages.hold_ending, { time })
  return mark === warningSeconds && !is_extended ? `${ending} ${messages.more_time_hint}` : ending
}
