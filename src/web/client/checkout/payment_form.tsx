import type { StripeElements } from '@stripe/stripe-js'
import { useCallback, useEffect, useRef, type RefObject } from 'react'
import type { Fault, OrderApi } from './api.ts'
import { CardField, type LoadedStripe } from './card_field.tsx'
import { fill, type CheckoutData } from './data.ts'
import { focusFault, GuestFields } from './guest_fields.tsx'
import { HoldCountdown } from './hold_countdown.tsx'
import { isCovered, type Checkout } from './machine.ts'
import { PaymentToast } from './payment_toast.tsx'
import { StateLine } from './state_line.tsx'
import type { CheckoutMachine } from './use_checkout.ts'
import type { HoldOnPage } from './use_hold.ts'
import { usePress } from './use_press.ts'

interface PaymentFormProps {
  checkout: CheckoutMachine
  data: CheckoutData
  api: OrderApi
  loaded: LoadedStripe
  hold: HoldOnPage
}

/** Name, e-mail, card, Pay. The toast comes right after Pay, so that two Tabs lead to its Retry. */
export function PaymentForm({ checkout, data, api, loaded, hold }: PaymentFormProps) {
  const { state, tell } = checkout
  const { messages } = data
  const form = useRef<HTMLFormElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const elements = useRef<StripeElements | null>(null)
  const keepElements = useCallback((found: StripeElements | null) => {
    elements.current = found
  }, [])
  const { press, faults, mend } = usePress({
    checkout,
    data,
    api,
    form,
    elements,
    stripe: loaded.stripe,
  })
  useFocusAfterOverlay(isCovered(state.phase), form, button, faults)

  const submit = (event: { preventDefault: () => void }) => {
    event.preventDefault()
    press()
  }
  return (
    <form className="till-form" ref={form} noValidate onSubmit={submit}>
      <GuestFields data={data} faults={faults} onEdit={mend} />
      <fieldset className="till-part">
        <legend>{messages.payment_heading}</legend>
        <CardField
          data={data}
          loaded={loaded}
          onElements={keepElements}
          onLoadError={() => tell('load_failed')}
        />
      </fieldset>
      <div className="till-close">
        <HoldCountdown hold={hold} messages={messages} />
        <StateLine state={state} data={data} hold={hold} />
        <button
          className="button pay"
          type="submit"
          ref={button}
          aria-disabled={state.phase === 'loading' || undefined}
        >
          {payText(state, data)}
        </button>
        <PaymentToast checkout={checkout} messages={messages} onRetry={press} payButton={button} />
        <p className="till-terms">{data.terms.text}</p>
        {data.terms.policy && <p className="till-terms till-policy">{data.terms.policy}</p>}
      </div>
    </form>
  )
}

function payText({ phase, tried }: Checkout, { messages, amount_text }: CheckoutData): string {
  if (phase === 'not_loaded') return messages.retry
  return tried ? messages.try_again : fill(messages.pay, { amount: amount_text })
}

/** The overlay had the focus; it goes back to Pay, or to the field that the server refused. */
function useFocusAfterOverlay(
  covered: boolean,
  form: RefObject<HTMLFormElement | null>,
  button: RefObject<HTMLButtonElement | null>,
  faults: Fault[],
): void {
  const wasCovered = useRef(covered)
  useEffect(() => {
    if (wasCovered.current && !covered) {
      if (faults.length > 0) focusFault(form.current!, faults)
      else button.current?.focus()
    }
    wasCovered.current = covered
  }, [covered, faults, form, button])
}
