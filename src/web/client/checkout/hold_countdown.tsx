import { fill, type CheckoutMessages } from './data.ts'
import { announcedMark, clockText, durationText, warningSeconds } from './hold.ts'
import type { HoldOnPage } from './use_hold.ts'

/** "Held for you for 9:41". Eyes see each second; screen readers hear a few marks only. */
export function HoldCountdown({
  hold,
  messages,
}: {
  hold: HoldOnPage
  messages: CheckoutMessages
}) {
  const { seconds } = hold
  const [before, after] = messages.hold_countdown.split('{time}')
  return (
    <div className="hold" data-ending={seconds <= warningSeconds || undefined}>
      <p>
        {before}
        <time dateTime={durationText(seconds)}>{clockText(seconds)}</time>
        {after}
      </p>
      <output className="hidden">{announcement(seconds, messages)}</output>
    </div>
  )
}

function announcement(seconds: number, messages: CheckoutMessages): string {
  const mark = announcedMark(seconds)
  if (mark === null) return ''
  const sentence = mark <= warningSeconds ? messages.hold_ending : messages.hold_announcement
  return fill(sentence, { time: clockText(mark) })
}
