import type { CheckoutData } from './data.ts'

/** What the guest agrees to by paying, and the venue's own words; once on the page. */
export function Terms({ terms: { text, policy } }: Pick<CheckoutData, 'terms'>) {
  return (
    <>
      <p className="till-terms">{text}</p>
      {policy && <p className="till-terms till-policy">{policy}</p>}
    </>
  )
}
