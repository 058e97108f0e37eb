import * as Toast from '@radix-ui/react-toast'
import { useEffect, useRef, type RefObject } from 'react'
import type { CheckoutMessages } from './data.ts'
import type { Phase } from './machine.ts'
import type { CheckoutMachine } from './use_checkout.ts'

/** The owner's decision. */
const toastMs = 5000

interface PaymentToastProps {
  checkout: CheckoutMachine
  messages: CheckoutMessages
  onRetry: () => void
  payButton: RefObject<HTMLButtonElement | null>
}

/**
 * The toast of a try that came to nothing, with Retry on it. Each one gets its own provider, for
 * Radix keeps there that its clock was paused: a toast that is closed while it is hovered or
 * focused must not hand its pause on to the next one, which would then stay for good.
 */
export function PaymentToast({ checkout, messages, onRetry, payButton }: PaymentToastProps) {
  const { state, tell } = checkout
  const viewport = useRef<HTMLOListElement>(null)
  const isOpen = state.toast_open
  useToastClock(viewport, isOpen)

  const close = () => {
    // The focus must not fall to the top of the page when the toast goes from under it.
    if (viewport.current?.contains(document.activeElement)) payButton.current?.focus()
    tell('toast_closed')
  }
  return (
    <Toast.Provider key={state.toast} label={messages.notifications} duration={toastMs}>
      <Toast.Root
        className="toast"
        type="background"
        open={isOpen}
        onOpenChange={(open) => open || close()}
      >
        <Toast.Title className="toast-text">{toastText(state.phase, messages)}</Toast.Title>
        <Toast.Action className="toast-retry" altText={messages.retry} onClick={onRetry}>
          {messages.retry}
        </Toast.Action>
      </Toast.Root>
      <Toast.Viewport className="toasts" ref={viewport} label={messages.notifications} />
    </Toast.Provider>
  )
}

function toastText(phase: Phase, messages: CheckoutMessages): string {
  switch (phase) {
    case 'not_charged':
      return messages.not_charged
    case 'not_started':
      return messages.unreachable
    case 'offline':
      return messages.offline
    case 'not_loaded':
      return messages.form_not_loaded
    default:
      return messages.payment_failed
  }
}

/**
 * Mends Radix's clock in two places. It listens to the window's blur and focus only, so a tab that
 * is hidden while the card's frame has the focus goes unnoticed; and a tap into that frame, which
 * is a blur too, would keep the toast for as long as the guest types.
 */
function useToastClock(viewport: RefObject<HTMLElement | null>, isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return
    const resume = () => {
      const isFocused = viewport.current?.contains(document.activeElement)
      if (!isFocused && !document.hidden) window.dispatchEvent(new Event('focus'))
    }
    const hide = () => {
      if (document.hidden) window.dispatchEvent(new Event('blur'))
      else resume()
    }
    const intoFrame = () => {
      // The focus has arrived in the frame only after the event.
      setTimeout(() => document.activeElement instanceof HTMLIFrameElement && resume())
    }
    // Radix begins to listen once it has counted its toasts, a moment after this.
    const timer = setTimeout(() => document.hidden && hide(), 100)
    document.addEventListener('visibilitychange', hide)
    window.addEventListener('blur', intoFrame)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', hide)
      window.removeEventListener('blur', intoFrame)
    }
  }, [viewport, isOpen])
}
