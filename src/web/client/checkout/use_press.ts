import type { Stripe, StripeElements } from '@stripe/stripe-js'
import { useCallback, useState, type RefObject } from 'react'
import type { Fault, OrderApi } from './api.ts'
import type { CheckoutData, Guest } from './data.ts'
import { guestFaults, trimGuest } from './guest.ts'
import { focusFault } from './guest_fields.tsx'
import { canPress } from './machine.ts'
import { payOnce, type Till } from './pay.ts'
import type { CheckoutMachine } from './use_checkout.ts'

interface Press {
  checkout: CheckoutMachine
  data: CheckoutData
  api: OrderApi
  form: RefObject<HTMLFormElement | null>
  elements: RefObject<StripeElements | null>
  stripe: Stripe | null
}

/**
 * What Pay, "Try again" and Retry do, which is the same thing. A press while one is under way is
 * ignored. `faults` are the fields to be mended; `mend` forgets the fault of one.
 */
export function usePress({ checkout, data, api, form, elements, stripe }: Press) {
  const { current, tell } = checkout
  const [faults, setFaults] = useState<Fault[]>([])
  const mend = useCallback(
    (field: keyof Guest) => setFaults((all) => all.filter((fault) => fault.field !== field)),
    [],
  )

  const press = () => {
    if (current().phase === 'not_loaded') return tell('reload')
    if (!canPress(current().phase) || !elements.current || !stripe) return
    tell('pressed')
    const till: Till = { data, api, stripe, elements: elements.current }
    // Stripe demands that this comes before anything asynchronous.
    const submission = till.elements.submit()
    void goOn(till, submission)
  }

  const goOn = async (till: Till, submission: ReturnType<StripeElements['submit']>) => {
    const guest = readGuest(form.current!, data)
    const ours = guestFaults(guest, data.messages)
    setFaults(ours)
    const error = await submissionError(submission)
    if (ours.length > 0) focusFault(form.current!, ours)
    if (ours.length > 0 || error === 'validation_error') return tell('invalid')
    if (error) return tell('not_started')
    tell('submitted')
    const result = await payOnce(till, guest)
    setFaults(result.faults)
    tell(result.event)
  }

  return { press, faults, mend }
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

function readGuest(form: HTMLFormElement, { asks_phone }: CheckoutData): Guest {
  const fields = new FormData(form)
  const read = (name: keyof Guest) => {
    const value = fields.get(name)
    return typeof value === 'string' ? value : ''
  }
  const guest = { name: read('name'), email: read('email') }
  return trimGuest(asks_phone ? { ...guest, phone: read('phone') } : guest)
}
