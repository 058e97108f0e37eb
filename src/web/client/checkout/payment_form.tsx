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
import { Terms } from './terms.tsx'
import type { CheckoutMachine } from './use_checkout.ts'
import type { HoldOnPage } from './use_hold.ts'
import { usePress } from './use_press.ts'
import type { Wallets } from './use_wallets.ts'
import { WalletButtons } from './wallet_buttons.tsx'

interface PaymentFormProps {
  checkout: CheckoutMachine
  data: CheckoutData
  api: OrderApi
  loaded: LoadedStripe
  hold: HoldOnPage
  wallets: Wallets
  /** Whether the guest has wallets has come to light. */
  settleWallets: (wallets: Wallets) => void
}

/**
 * Wallets, name, e-mail, card, Pay. The toast comes right after Pay, so that two Tabs lead to its
 * Retry.
 */
export function PaymentForm(props: PaymentFormProps) {
  const { checkout, data, api, loaded, hold, wallets, settleWallets } = props
  const { state, tell } = checkout
  const { messages } = data
  const form = useRef<HTMLFormElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const elements = useRef<StripeElements | null>(null)
  const keepElements = useCallback((found: StripeElements | null) => {
    elements.current = found
  }, [])
  const payment = usePress({ checkout, data, api, form, elements, stripe: loaded.stripe })
  const { press, faults, mend } = payment
  useFocusAfterOverlay(isCovered(state.phase), form, button, faults)

  const submit = (event: { preventDefault: () => void }) => {
    event.preventDefault()
    press()
  }
  return (
    <form className="till-form" ref={form} noValidate onSubmit={submit}>
      {wallets !== 'none' && (
        <WalletButtons
          data={data}
          loaded={loaded}
          settle={settleWallets}
          mayOpen={payment.mayOpenWallet}
          onPay={payment.pressWallet}
        />
      )}
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
        <HoldCountdown hold={hold} data={data} payButton={button} isShown={wallets !== 'awaited'} />
        <StateLine state={state} data={data} hold={hold} />
        <button
          className="button pay"
          type="submit"
          ref={button}
          aria-disabled={state.phase === 'loading' || undefined}
        >
          {payText(state, data)}
        </button>
        <PaymentToast
          checkout={checkout}
          messages={messages}
          onRetry={payment.retry}
          payButton={button}
        />
        {wallets === 'none' && <Terms terms={data.terms} />}
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
