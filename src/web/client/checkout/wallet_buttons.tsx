import { Elements, ExpressCheckoutElement, useElements, useStripe } from '@stripe/react-stripe-js'
import type {
  Stripe,
  StripeElements,
  StripeExpressCheckoutElementConfirmEvent,
  StripeExpressCheckoutElementOptions,
} from '@stripe/stripe-js'
import { useMemo } from 'react'
import type { LoadedStripe } from './card_field.tsx'
import type { CheckoutData } from './data.ts'
import { elementsOptions } from './elements_options.ts'
import { Terms } from './terms.tsx'
import type { Wallets } from './use_wallets.ts'

/** A wallet that the guest has said yes in, and whose payment is now to be confirmed. */
export interface OpenWallet {
  stripe: Stripe
  elements: StripeElements
  event: StripeExpressCheckoutElementConfirmEvent
}

interface WalletButtonsProps {
  data: CheckoutData
  loaded: LoadedStripe
  settle: (wallets: Wallets) => void
  /** May a wallet be opened? Stripe wants to know within a second. */
  mayOpen: () => boolean
  onPay: (wallet: OpenWallet) => void
}

/**
 * Apple Pay, Google Pay and the like: Stripe's Express Checkout Element, with the terms before it.
 * It has a group of Elements of its own, for in the card's group it would be asked to submit the
 * card, and a group around both would draw the guest's fields anew whenever Stripe.js is loaded.
 */
export function WalletButtons({ data, loaded, settle, mayOpen, onPay }: WalletButtonsProps) {
  const options = useMemo(() => elementsOptions(data), [data])
  const { messages } = data
  return (
    <fieldset className="till-part">
      <legend>{messages.wallets_heading}</legend>
      <Terms terms={data.terms} />
      <div className="wallets">
        <Elements key={loaded.load} stripe={loaded.stripe} options={options}>
          <Buttons data={data} settle={settle} mayOpen={mayOpen} onPay={onPay} />
        </Elements>
      </div>
      <p className="wallets-or">{messages.wallets_or}</p>
    </fieldset>
  )
}

function Buttons({ data, settle, mayOpen, onPay }: Omit<WalletButtonsProps, 'loaded'>) {
  const stripe = useStripe()
  const elements = useElements()
  const options = useMemo<StripeExpressCheckoutElementOptions>(
    () => ({
      emailRequired: true,
      phoneNumberRequired: data.asks_phone,
      // The guest's name comes with it.
      billingAddressRequired: true,
      // As high as the fields below. The words on a button are Stripe's, so there are none.
      buttonHeight: 52,
      buttonType: { applePay: 'plain', googlePay: 'plain' },
    }),
    [data],
  )
  return (
    <ExpressCheckoutElement
      options={options}
      onReady={({ availablePaymentMethods }) =>
        settle(availablePaymentMethods ? 'offered' : 'none')
      }
      onLoadError={() => settle('none')}
      onClick={({ resolve, reject }) => (mayOpen() ? resolve() : reject())}
      onConfirm={(event) => {
        if (stripe && elements) onPay({ stripe, elements, event })
      }}
    />
  )
}
