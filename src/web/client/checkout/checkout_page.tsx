import { useCallback, useEffect, useState } from 'react'
import type { OrderApi } from './api.ts'
import type { CheckoutData } from './data.ts'
import { findOut } from './find_out.ts'
import type { CheckoutEvent, Phase } from './machine.ts'
import { Overlay } from './overlay.tsx'
import type { LoadedStripe } from './card_field.tsx'
import { PaymentForm } from './payment_form.tsx'
import { openStripe } from './stripe_js.ts'
import { useCheckout } from './use_checkout.ts'
import { useHold } from './use_hold.ts'
import { useWallets } from './use_wallets.ts'

/**
 * What the page is made of; `cover` makes it inert while the overlay, drawn in `layer`, is up, and
 * `reveal` puts it in the place of its bones.
 */
export interface CheckoutPageProps {
  data: CheckoutData
  api: OrderApi
  cover: (isCovered: boolean) => void
  reveal: () => void
  layer: HTMLElement
}

/** The order's page has the answer. */
const leaving = new Set<Phase>(['succeeded', 'processing', 'over'])

/** The whole checkout: the hold, the form, the toast and the overlay around one state machine. */
export function CheckoutPage({ data, api, cover, reveal, layer }: CheckoutPageProps) {
  const checkout = useCheckout()
  const { state, tell } = checkout
  const loaded = useStripe(data, state.phase === 'loading', tell)
  const hold = useHold(data, api, state.phase, tell)
  const { wallets, settle } = useWallets(state.phase, reveal)

  useEffect(() => {
    if (state.phase === 'unknown') void findOut(api).then(tell)
    if (leaving.has(state.phase)) window.location.assign(data.order_url)
  }, [state.phase, api, data.order_url, tell])

  if (state.phase === 'expired') return <HoldIsOver data={data} />
  return (
    <>
      <PaymentForm
        checkout={checkout}
        data={data}
        api={api}
        loaded={loaded}
        hold={hold}
        wallets={wallets}
        settleWallets={settle}
      />
      <Overlay phase={state.phase} data={data} cover={cover} layer={layer} tell={tell} />
    </>
  )
}

function HoldIsOver({ data }: { data: CheckoutData }) {
  const takeFocus = useCallback((heading: HTMLElement | null) => heading?.focus(), [])
  // The page's own heading asks to pay, and this one takes its place.
  useEffect(() => document.querySelector('#pay > .title h1')?.remove(), [])
  return (
    <section className="hold-over">
      <h1 ref={takeFocus} tabIndex={-1}>
        {data.messages.hold_expired_title}
      </h1>
      <p>{data.messages.hold_expired}</p>
      <a className="button" href={data.night_url}>
        {data.messages.choose_again}
      </a>
    </section>
  )
}

function useStripe(
  data: CheckoutData,
  isWanted: boolean,
  tell: (event: CheckoutEvent) => void,
): LoadedStripe {
  const [loaded, setLoaded] = useState<LoadedStripe>({ stripe: null, load: 0 })
  useEffect(() => {
    if (!isWanted) return
    const open = async () => {
      const stripe = await openStripe(data.publishable_key, data.locale)
      setLoaded(({ load }) => ({ stripe, load: load + 1 }))
      tell('loaded')
    }
    open().catch(() => tell('load_failed'))
  }, [isWanted, data, tell])
  return loaded
}
