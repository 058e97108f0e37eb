import { createHash } from 'node:crypto'
import type { Package, TableOffer, VipNight } from '../../catalog/index.ts'
import { newId } from '../../kernel/index.ts'
import type { Agreement, Line } from '../../orders/index.ts'

/** What a party wants: a table, or the best one of a zone, for so many, maybe with a package. */
export interface TableWish {
  /** A VIP table's id, or a zone's. */
  wished_id: string
  party_size: number
  package_id: string | null
  /** The version of the terms that the party has read; where it names none, any will do. */
  terms?: string | undefined
}

/**
 * What a party and the house agree on at the prices of this moment, which only the server knows.
 * The evening's worth is the table price, the extra guests, and what is drunk: the package, or the
 * minimum spend where that is more. Paid ahead is everything that has a price, or the deposit: a
 * fixed sum, or a share of the worth, rounded up. A deposit counts towards the bill only where the
 * offer says so. All amounts are in minor units of the venue's currency.
 */
export function agree(
  orderId: string,
  night: VipNight,
  offer: TableOffer,
  chosen: Package | null,
  wish: TableWish,
): Agreement {
  const extra_guests = Math.max(0, wish.party_size - offer.guests_included)
  const space_minor = offer.table_price_minor + extra_guests * offer.extra_guest_price_minor
  const package_price_minor = chosen?.price_minor ?? 0
  const worth_minor = space_minor + Math.max(package_price_minor, offer.minimum_spend_minor)
  const charged_minor =
    offer.charge === 'full' ? space_minor + package_price_minor : depositOf(offer, worth_minor)
  const isCredited = offer.charge === 'full' || offer.is_deposit_credited
  return {
    order_id: orderId,
    night_id: night.night_id,
    vip_table_id: offer.vip_table_id,
    wished_id: wish.wished_id,
    party_size: wish.party_size,
    guests_included: offer.guests_included,
    guests_max: offer.guests_max,
    extra_guests,
    extra_guest_price_minor: offer.extra_guest_price_minor,
    table_price_minor: offer.table_price_minor,
    minimum_spend_minor: offer.minimum_spend_minor,
    package_id: chosen?.id ?? null,
    package_name: chosen?.name ?? null,
    package_includes: chosen?.includes ?? [],
    package_price_minor,
    charge: offer.charge,
    charged_minor,
    credited_minor: isCredited ? charged_minor : 0,
    worth_minor,
    arrive_by: night.arrive_by,
    policy: night.policy,
    capture: night.capture,
  }
}

/** What of an offer decides about what is charged for it. */
export type ChargedTerms = Pick<
  TableOffer,
  'table_price_minor' | 'minimum_spend_minor' | 'charge' | 'deposit_minor' | 'deposit_percent'
>

/** The least that a table's evening is worth, for a party that brings and orders nothing more. */
export function leastWorth(offer: ChargedTerms): number {
  return offer.table_price_minor + offer.minimum_spend_minor
}

/** The least that is charged for a table, to a party that brings and orders nothing in addition. */
export function leastCharged(offer: ChargedTerms): number {
  return offer.charge === 'full' ? offer.table_price_minor : depositOf(offer, leastWorth(offer))
}

/**
 * Another text for other terms of a table, whatever the party's size: its prices, those of the
 * packages, and what holds for the night. Tables of the same terms share it.
 */
export function versionOfTerms(night: VipNight, offer: TableOffer, packages: Package[]): string {
  const terms = [
    [offer.table_price_minor, offer.minimum_spend_minor, offer.charge, offer.deposit_minor],
    [offer.deposit_percent, offer.is_deposit_credited, offer.guests_included],
    [offer.extra_guest_price_minor, night.arrive_by, night.policy, night.capture],
    packages.map(({ id, name, includes, price_minor }) => [id, name, includes, price_minor]),
  ]
  const hash = createHash('sha256').update(JSON.stringify(terms))
  return hash.digest('base64url').slice(0, VERSION_CHARACTERS)
}

/** 96 bits: two terms never share a version by chance. */
const VERSION_CHARACTERS = 16

/** Never more than the evening is worth. */
function depositOf(offer: ChargedTerms, worthMinor: number): number {
  const share = Math.ceil((worthMinor * (offer.deposit_percent ?? 0)) / 100)
  return Math.min(worthMinor, offer.deposit_minor ?? share)
}

/** What the card is charged for an agreement, line by line. */
export function linesOfAgreement(agreement: Agreement, offer: TableOffer): Line[] {
  const { order_id, extra_guests: guests } = agreement
  const parts: Pick<Line, 'kind' | 'name' | 'quantity' | 'unit_price_minor'>[] =
    agreement.charge === 'deposit'
      ? [{ kind: 'deposit', name: offer.name, ...one(agreement.charged_minor) }]
      : [
          { kind: 'table', name: offer.name, ...one(agreement.table_price_minor) },
          {
            kind: 'extra_guests',
            name: offer.name,
            quantity: guests,
            unit_price_minor: agreement.extra_guest_price_minor,
          },
          {
            kind: 'package',
            name: agreement.package_name ?? '',
            ...one(agreement.package_price_minor),
          },
        ]
  return parts
    .filter(({ quantity, unit_price_minor }) => quantity * unit_price_minor > 0)
    .map((part, position) => ({
      ...part,
      id: newId('ln'),
      order_id,
      ticket_type_id: null,
      position,
    }))
}

const one = (unit_price_minor: number) => ({ quantity: 1, unit_price_minor })
