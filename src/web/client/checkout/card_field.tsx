import { Elements, PaymentElement, useElements } from '@stripe/react-stripe-js'
import type { Stripe, StripeElements } from '@stripe/stripe-js'
import { useEffect, useMemo, useState } from 'react'
import type { CheckoutData } from './data.ts'
import { elementsOptions } from './elements_options.ts'

/** Stripe once it is here; `load` counts how often it was loaded, so that a new one starts anew. */
export interface LoadedStripe {
  stripe: Stripe | null
  load: number
}

interface CardFieldProps {
  data: CheckoutData
  loaded: LoadedStripe
  /** Hands the Elements to the form, which needs them when Pay is pressed. */
  onElements: (elements: StripeElements | null) => void
  onLoadError: () => void
}

/**
 * Name and e-mail are asked for by our own fields and given to Stripe at the confirmation. Wallets
 * have buttons of their own.
 */
const elementOptions = {
  layout: { type: 'tabs' },
  fields: { billingDetails: { name: 'never', email: 'never' } },
  wallets: { applePay: 'never', googlePay: 'never', link: 'never' },
} as const

/**
 * Stripe's Payment Element, mounted before there is a PaymentIntent in its hands ("deferred") and
 * left mounted through every retry, so that the card stays filled in. Bones stand in its place
 * until it is ready, and the room is kept, so that nothing jumps.
 */
export function CardField({ data, loaded, onElements, onLoadError }: CardFieldProps) {
  const [readyLoad, setReadyLoad] = useState(0)
  const options = useMemo(() => elementsOptions(data), [data])
  const isReady = loaded.load > 0 && readyLoad === loaded.load
  return (
    <div className="card" aria-busy={!isReady}>
      {!isReady && (
        <div className="card-bones" aria-hidden="true">
          <i className="bone" />
          <i className="bone" />
          <i className="bone" />
        </div>
      )}
      <Elements key={loaded.load} stripe={loaded.stripe} options={options}>
        <HandUp onElements={onElements} />
        <PaymentElement
          options={elementOptions}
          onReady={() => setReadyLoad(loaded.load)}
          onLoadError={onLoadError}
        />
      </Elements>
    </div>
  )
}

function HandUp({ onElements }: Pick<CardFieldProps, 'onElements'>) {
  const elements = useElements()
  useEffect(() => onElements(elements), [onElements, elements])
  return null
}
