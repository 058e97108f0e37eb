import type { Queryable } from '../kernel/index.ts'
import type { Difference } from './difference.ts'
import { selectPartyFacts, type PartyFacts } from './party_facts.sql.ts'

/** Bookings read at once: large enough to be quick, small enough never to hold a statement long. */
const BATCH = 500

const OURS = 'This is a fault of the box office itself: report it.'

/**
 * What one booking can tell of its ledger, its passes and whom they have let in. All claims are
 * checked, so one booking may be named several times.
 */
const CLAIMS: {
  claim: string
  isBroken: (party: PartyFacts) => boolean
  todo: string
}[] = [
  {
    claim: 'a booking is credited with what was paid ahead, has come and was not given back',
    isBroken: (party) => party.credited_minor !== credit(party),
    todo: 'Compare its orders and their payments with what is asked of the party at the door.',
  },
  {
    claim: 'a booking is worth what was agreed, and what was paid for more guests',
    // What a party owes that walked in was agreed on at the door, and is not written down.
    isBroken: (party) =>
      party.order_id !== null &&
      party.worth_minor !== party.agreed_worth_minor + party.added_worth_minor,
    todo: 'Compare it with its agreement before the party pays the rest at the door.',
  },
  {
    claim: 'a party has a valid pass for each head that is paid for',
    isBroken: (party) => party.valid_passes !== heads(party),
    todo: 'Compare its passes with its orders: somebody stands at the door, or is too much.',
  },
  {
    claim: 'the places of a booking are those that its heads were given',
    isBroken: (party) => party.places !== party.last_ordinal,
    todo: OURS,
  },
  {
    claim: 'a pass belongs to who paid for it, or walked in',
    isBroken: (party) => party.strange_passes.length > 0,
    todo: 'Void the passes: no order of this party has paid for them.',
  },
  {
    claim: 'a pass that has let somebody in is never voided',
    isBroken: (party) => party.void_inside.length > 0,
    todo: 'Ask at the door who is in: somebody has gone in on it, or their pass was taken away.',
  },
  {
    claim: 'who stays in though their money went back is in the audit trail',
    isBroken: (party) => party.kept_untold.length > 0,
    todo: 'Ask who has let them stay: nothing says that their passes were kept.',
  },
  {
    claim: 'a booking, its orders, passes and admissions are of one night',
    isBroken: (party) => party.other_night.length > 0,
    todo: OURS,
  },
  {
    claim: 'what is paid at the door is in the currency of the booking',
    isBroken: (party) => party.other_currency.length > 0,
    todo: 'Take the payment back, and book it again as it was paid.',
  },
  {
    claim: 'no party has paid more at the door than was due',
    isBroken: (party) => party.taken_minor > Math.max(0, party.worth_minor - party.credited_minor),
    todo: 'Compare what was taken with the till: what is too much belongs to the party.',
  },
  {
    claim: 'money of a party that did not come is given back at the door, or the owner knows',
    isBroken: (party) =>
      isNoEvening(party) && party.door_money_minor > 0 && !party.is_door_money_told,
    todo: 'Give it back, and take the payments at the door back.',
  },
]

/** Everything that a booking says that its agreement, orders, passes and payments do not. */
export async function* partyDifferences(db: Queryable): AsyncGenerator<Difference> {
  let after = ''
  for (;;) {
    const parties = await selectPartyFacts(db, after, BATCH)
    for (const party of parties) {
      for (const { claim, isBroken, todo } of CLAIMS) {
        if (!isBroken(party)) continue
        const subjects = { booking: party.id, night: party.night_id }
        yield { claim, subjects, detail: { ...party }, todo }
      }
    }
    const last = parties.at(-1)
    if (!last) return
    after = last.id
  }
}

/** What has gone back counts towards no bill, nor does what never came or a bank has taken. */
function credit(party: PartyFacts): number {
  if (!isStanding(party)) return party.added_minor
  return Math.min(party.agreed_credit_minor, Math.max(0, party.there_minor)) + party.added_minor
}

/** Who did not come has no valid passes, whatever was paid; a party that has left keeps them. */
function heads(party: PartyFacts): number {
  if (isNoEvening(party)) return 0
  if (party.order_id === null) return party.places
  return (isStanding(party) ? party.agreed_heads : 0) + party.added_heads
}

const isNoEvening = ({ state }: PartyFacts): boolean => state === 'cancelled' || state === 'no_show'

const isStanding = ({ order_state }: PartyFacts): boolean => order_state === 'fulfilled'
