import { useCallback, useEffect, useRef, useState } from 'react'
import { next, startOfCheckout, type Checkout, type CheckoutEvent } from './machine.ts'

/** The page's state machine, as the components see it. */
export interface CheckoutMachine {
  /** As last drawn. */
  state: Checkout
  /** As of this very moment: two clicks in one frame must not both find the page idle. */
  current: () => Checkout
  tell: (event: CheckoutEvent) => void
}

/** Runs the machine for one page, and tells it when the browser loses and finds its connection. */
export function useCheckout(): CheckoutMachine {
  const [state, setState] = useState(startOfCheckout)
  const latest = useRef(state)
  const current = useCallback(() => latest.current, [])
  const tell = useCallback((event: CheckoutEvent) => {
    latest.current = next(latest.current, event)
    setState(latest.current)
  }, [])

  useEffect(() => {
    const offline = () => tell('went_offline')
    const online = () => tell('came_online')
    window.addEventListener('offline', offline)
    window.addEventListener('online', online)
    return () => {
      window.removeEventListener('offline', offline)
      window.removeEventListener('online', online)
    }
  }, [tell])

  return { state, current, tell }
}
