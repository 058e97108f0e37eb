import type { Stripe, StripeElements } from '@stripe/stripe-js'
import { useCallback, useRef, useState, type RefObject } from 'react'
import type { Fault, OrderApi } from './api.ts'
import type { CheckoutData, Guest } from './data.ts'
import { guestFaults } from './guest.ts'
import { fillGuest, focusFault, readGuest } from './guest_fields.tsx'
import { canPress } from './machine.ts'
import { notStarted, payOnce, turnedDown, type Till, type TryResult } from './pay.ts'
import type { CheckoutMachine } from './use_checkout.ts'
import type { OpenWallet } from './wallet_buttons.tsx'

interface Press {
  checkout: CheckoutMachine
  data: CheckoutData
  api: OrderApi
  form: RefObject<HTMLFormElement | null>
  elements: RefObject<StripeElements | null>
  stripe: Stripe | null
}

/**
 * What pays: Pay and "Try again", which are the same, a wallet, and Retry. A press while another
 * is under way is ignored. `faults` are the fields to be mended; `mend` forgets the fault of one.
 */
export function usePress({ checkout, data, api, form, elements, stripe }: Press) {
  const { current, tell } = checkout
  const [faults, setFaults] = useState<Fault[]>([])
  const lastWallet = useRef<StripeElements | null>(null)
  const mend = useCallback(
    (field: keyof Guest) => setFaults((all) => all.filter((fault) => fault.field !== field)),
    [],
  )

  const press = () => {
    if (current().phase === 'not_loaded') return tell('reload')
    if (!canPress(current().phase) || !elements.current || !stripe) return
    lastWallet.current = null
    const till: Till = { data, api, stripe, elements: elements.current }
    void goOn(till, readGuest(form.current!, data))
  }

  /** What the guest has written into our fields goes before what the wallet knows. */
  const pressWallet = ({ event, ...wallet }: OpenWallet) => {
    const turnDown = (message?: string) =>
      event.paymentFailed({ reason: 'fail', ...(message && { message }) })
    if (!canPress(current().phase)) return turnDown()
    lastWallet.current = wallet.elements
    fillGuest(form.current!, event.billingDetails ?? {})
    void goOn({ data, api, ...wallet, turnDown }, readGuest(form.current!, data))
  }

  /** A wallet opens for nothing but a press on its own button: Retry leads there. */
  const retry = () => {
    const buttons = lastWallet.current?.getElement('expressCheckout')
    if (buttons && canPress(current().phase)) buttons.focus()
    else press()
  }

  /** Not before what the guest has begun to write is right; what is missing, the wallet knows. */
  const mayOpenWallet = (): boolean => {
    if (!canPress(current().phase)) return false
    const guest = readGuest(form.current!, data)
    const wrong = guestFaults(guest, data.messages).filter(({ field }) => guest[field] !== '')
    setFaults(wrong)
    focusFault(form.current!, wrong)
    return wrong.length === 0
  }

  const goOn = async (till: Till, guest: Guest) => {
    tell('pressed')
    // Stripe demands that this comes before anything asynchronous.
    const submission = till.elements.submit()
    const ours = guestFaults(guest, data.messages)
    setFaults(ours)
    const error = await submissionError(submission)
    if (ours.length > 0) focusFault(form.current!, ours)
    const result = refused(ours, error) ?? (await confirm(till, guest))
    if (result.isTurnedDown) till.turnDown?.(result.faults[0]?.message)
    setFaults(result.faults)
    tell(result.event)
  }

  const confirm = async (till: Till, guest: Guest): Promise<TryResult> => {
    // Nothing is under way, so nothing is covered, and nobody hears of a payment.
    if (!navigator.onLine) return turnedDown('found_offline')
    tell('submitted')
    return payOnce(till, guest)
  }

  return { press, pressWallet, retry, mayOpenWallet, faults, mend }
}

function refused(faults: Fault[], error: string | undefined): TryResult | undefined {
  if (faults.length > 0 || error === 'validation_error') return turnedDown('invalid', faults)
  return error ? turnedDown(notStarted()) : undefined
}

async function submissionError(
  submission: ReturnType<StripeElements['submit']>,
): Promise<string | undefined> {
  try {
    return (await submission).error?.type
  } catch {
    return 'api_error'
  }
}
