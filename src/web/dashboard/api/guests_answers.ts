import type { KeptBecause } from '../../../checkout/index.ts'
import type { GuestComp, GuestOrder, HeldPass } from '../../../overview/index.ts'

/** All that the house has of somebody, and what stands in the way of erasing it. */
export interface GuestAnswer {
  email: string
  orders: (Omit<GuestOrder, 'doors_at' | 'placed_at' | 'intent'> & {
    doors_at: string
    placed_at: string
    /** The payment in Stripe's dashboard. */
    stripe_url: string | null
    kept: KeptBecause[]
  })[]
  comps: (Omit<GuestComp, 'asked_at'> & { asked_at: string; kept: KeptBecause[] })[]
}

/** What was erased; nothing where there was nobody. */
export interface ErasedAnswer {
  orders: number
  comps: number
}

/** The passes that bear a name, whoever paid for them. */
export interface HolderAnswer {
  name: string
  passes: (Omit<HeldPass, 'doors_at'> & { doors_at: string })[]
  /** There are more: those after the last of these are asked for next. */
  has_more: boolean
}

/** How many passes lost their name. */
export interface HolderErasedAnswer {
  passes: number
}

/** For how many months after a night its guests are kept; null for ever. */
export interface RetentionAnswer {
  months: number | null
}
