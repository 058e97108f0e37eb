import { useCallback, useEffect, useState } from 'react'
import type { OrderAnswer, OrderApi } from './api.ts'
import type { CheckoutData } from './data.ts'
import { readHold, secondsLeft, type Hold, type ToldHold } from './hold.ts'
import { canPress, isCovered, type CheckoutEvent, type Phase } from './machine.ts'

/** Once the countdown is at zero the server is asked so often whether it agrees, in ms. */
const askAgainMs = 5000

/**
 * Another tab, or this page before it was reloaded, may have paid: so often it is looked, in ms.
 */
const lookAgainMs = 4000

/** The hold as the page shows it. */
export interface HoldOnPage extends Hold {
  seconds: number
  /** Asks the server for more time; false where it gives none, or no answer. */
  askForMore: () => Promise<boolean>
}

/**
 * Counts the hold down by the server's clock. It stands still while a payment is under way. The
 * server, not this clock, decides that it is over; it is also asked when the page comes back into
 * view or a try has failed, for another tab may have paid and the hold may have been moved.
 */
export function useHold(
  data: CheckoutData,
  api: OrderApi,
  phase: Phase,
  tell: (event: CheckoutEvent) => void,
): HoldOnPage {
  const isFrozen = isCovered(phase) || phase === 'validating'
  const { hold, seconds, learn } = useCountdown(data, isFrozen)
  const isOver = seconds === 0 && !isFrozen

  const hear = useCallback(
    (answer: OrderAnswer, askedMs: number) => {
      const event = eventOf(answer)
      if (event) tell(event)
      else if (answer.state !== 'no_answer') learn(answer, askedMs)
    },
    [learn, tell],
  )

  useEffect(() => {
    if (!isOver) return
    const asking = askings(api, hear)
    asking.ask()
    const timer = setInterval(asking.ask, askAgainMs)
    return () => {
      clearInterval(timer)
      asking.end()
    }
  }, [isOver, api, hear])

  useEffect(() => {
    if (!canPress(phase)) return
    const asking = askings(api, hear)
    if (phase !== 'idle') asking.ask()
    const askWhenSeen = () => {
      if (!document.hidden) asking.ask()
    }
    const timer = setInterval(askWhenSeen, lookAgainMs)
    document.addEventListener('visibilitychange', askWhenSeen)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', askWhenSeen)
      asking.end()
    }
  }, [phase, api, hear])

  const askForMore = useCallback(async () => {
    const askedMs = Date.now()
    const answer = await api.extendHold()
    hear(answer, askedMs)
    return answer.state === 'open'
  }, [api, hear])

  return { ...hold, seconds, askForMore }
}

/** The hold, what is left of it, and what to call with news that were asked for at a moment. */
function useCountdown(data: CheckoutData, isFrozen: boolean) {
  const [counted, setCounted] = useState(() => {
    const now = Date.now()
    return countedAt(readHold(data, now), now)
  })

  useEffect(() => {
    if (isFrozen) return
    const count = () =>
      setCounted((last) => {
        const next = countedAt(last.hold, Date.now())
        return next.seconds === last.seconds ? last : next
      })
    count()
    const timer = setInterval(count, 250)
    return () => clearInterval(timer)
  }, [isFrozen])

  const learn = useCallback((told: ToldHold, askedMs: number) => {
    const now = Date.now()
    setCounted((last) => {
      const { offset_ms, is_extended } = last.hold
      // More time is never taken back: who does not know of it was asked before it was given.
      if (is_extended && !told.extended) return last
      return countedAt(readHold(told, now, { ms: askedMs, offset_ms }), now)
    })
  }, [])

  return { ...counted, learn }
}

/** A hold and what is left of it change together: no frame shows the one without the other. */
function countedAt(hold: Hold, nowMs: number) {
  return { hold, seconds: secondsLeft(hold, nowMs) }
}

/**
 * Questions about the order. An answer that comes after their end is from before Pay was pressed,
 * and no news: a payment under way keeps what was held, whatever the clock said.
 */
function askings(api: OrderApi, hear: (answer: OrderAnswer, askedMs: number) => void) {
  let isOver = false
  return {
    ask: () => {
      const askedMs = Date.now()
      void api.readOrder().then((answer) => isOver || hear(answer, askedMs))
    },
    end: () => {
      isOver = true
    },
  }
}

function eventOf(answer: OrderAnswer): CheckoutEvent | undefined {
  switch (answer.state) {
    case 'no_answer':
      return undefined
    case 'open':
      if (answer.payment === 'processing') return 'processing'
      return Date.parse(answer.expires_at) <= Date.parse(answer.now) ? 'expired' : undefined
    case 'expired':
      return 'expired'
    default:
      return 'paid'
  }
}
