import { useCallback, useEffect, useState } from 'react'
import type { OrderAnswer, OrderApi } from './api.ts'
import type { CheckoutData } from './data.ts'
import { readHold, secondsLeft, type Hold } from './hold.ts'
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
  const [hold, setHold] = useState<Hold>(() => readHold(data, Date.now()))
  const [seconds, setSeconds] = useState(() => secondsLeft(hold, Date.now()))
  const isFrozen = isCovered(phase) || phase === 'validating'
  const isOver = seconds === 0 && !isFrozen

  useEffect(() => {
    if (isFrozen) return
    const count = () => setSeconds(secondsLeft(hold, Date.now()))
    count()
    const timer = setInterval(count, 250)
    return () => clearInterval(timer)
  }, [hold, isFrozen])

  const hear = useCallback(
    (answer: OrderAnswer) => {
      const event = eventOf(answer)
      if (event) tell(event)
      else if (answer.state !== 'no_answer') setHold(readHold(answer, Date.now()))
    },
    [tell],
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
    const answer = await api.extendHold()
    hear(answer)
    return answer.state === 'open'
  }, [api, hear])

  return { ...hold, seconds, askForMore }
}

/**
 * Questions about the order. An answer that comes after their end is from before Pay was pressed,
 * and no news: a payment under way keeps what was held, whatever the clock said.
 */
function askings(api: OrderApi, hear: (answer: OrderAnswer) => void) {
  let isOver = false
  return {
    ask: () => void api.readOrder().then((answer) => isOver || hear(answer)),
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
