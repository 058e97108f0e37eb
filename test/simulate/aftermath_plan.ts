import type { Dice } from './dice.ts'

/** What happens to an order when its money is there: to most of them nothing. */
export type Aftermath =
  | { kind: 'none' }
  | {
      /** The owner gives money back. */
      kind: 'owner'
      what: 'everything' | 'tickets' | 'goodwill'
      /** How much of a goodwill, or how many of the tickets, as a share of what there is. */
      share: number
      /** How often the button is pressed at once. */
      clicks: number
      /** Stripe never makes an event of it. */
      is_silent: boolean
      /** The refund succeeds, and does not reach the guest all the same. */
      fails_late: boolean
      refund_ids: string[]
      after_ms: number
    }
  | {
      /**
       * Somebody gives money back in Stripe's own dashboard, maybe while the owner does so here.
       */
      kind: 'dashboard'
      share: number
      beside_owner: boolean
      refund_ids: string[]
      key: string
      after_ms: number
    }
  | {
      /** The guest's bank wants the money back, maybe while the owner gives it back. */
      kind: 'dispute'
      ending: 'won' | 'lost' | 'open'
      beside_owner: boolean
      refund_ids: string[]
      after_ms: number
    }

/**
 * Decides what becomes of a guest's order after it was paid. Refunds to some cards succeed and then
 * fail: of such a `late failure` Stripe has to tell, since nobody asks again about what is done.
 */
export function planAftermath(dice: Dice, refundsFail: boolean): Aftermath {
  const kind = dice.weighted({ none: 74, owner: 15, dashboard: 5, dispute: 6 })
  const refund_ids = [1, 2].map(() => `rfd_${dice.letters(26)}`)
  const after_ms = dice.whole(0, 1500)
  if (kind === 'owner') {
    const fails_late = dice.chance(0.1)
    return {
      kind,
      what: dice.weighted({ everything: 5, tickets: 3, goodwill: 2 }),
      share: dice.whole(1, 9) / 10,
      clicks: dice.chance(0.25) ? 2 : 1,
      is_silent: dice.chance(0.1) && !fails_late && !refundsFail,
      fails_late,
      refund_ids,
      after_ms,
    }
  }
  const beside_owner = dice.chance(0.3)
  if (kind === 'dashboard') {
    const share = dice.chance(0.5) ? 1 : dice.whole(1, 9) / 10
    return { kind, share, beside_owner, refund_ids, key: dice.letters(26), after_ms }
  }
  if (kind === 'dispute') {
    const ending = dice.weighted({ won: 4, lost: 4, open: 2 })
    return { kind, ending, beside_owner, refund_ids, after_ms }
  }
  return { kind }
}

/** The owner gives all of it back, or lets it go, and presses once. */
export function giveAllBack(dice: Dice, after_ms: number): Aftermath {
  const refund_ids = [1, 2].map(() => `rfd_${dice.letters(26)}`)
  const once = { clicks: 1, is_silent: false, fails_late: false }
  return { kind: 'owner', what: 'everything', share: 0.1, ...once, refund_ids, after_ms }
}
