import {
  findNightById,
  findVipNight,
  freeOf,
  packagesOf,
  tableOffersOf,
  ticketTypesOf,
  waitingPartiesOf,
  type Night,
  type Package,
  type TableOffer,
  type TicketType,
  type VipNight,
} from '../../catalog/index.ts'
import { refuse, type Queryable, type Refused } from '../../kernel/index.ts'
import type { Agreement } from '../../orders/index.ts'
import { agree } from '../table/terms.ts'
import type { MovableParty, MovableTickets } from './movable.ts'

/** What of another night is chosen for an order: a kind of ticket for each line, or a table. */
export type MoveChoice =
  | { kinds: { line_id: string; ticket_type_id: string }[] }
  | { vip_table_id: string; package_id: string | null }

/** What a night can do for tickets, or for a party, that come from another night. */
export type OtherNight =
  | { kind: 'ga'; night: Night; types: TicketType[] }
  | {
      kind: 'vip'
      night: Night
      vip: VipNight
      packages: Package[]
      offers: TableOffer[]
      /** Those of them that can be given away. */
      free: TableOffer[]
    }

export type OtherNightRefusal =
  | 'night_unknown'
  | 'night_not_on_sale'
  | 'night_over'
  | 'move_same_night'
  | 'vip_not_offered'

/**
 * The night that an order may be moved to, and what it has for it. It must be on sale and not over;
 * that its sales are paused, have not begun or have ended keeps guests from buying, and not the
 * house from moving somebody.
 */
export async function readOtherNight(
  db: Queryable,
  nightId: string,
  from: Pick<Night, 'id'>,
  kind: 'ga' | 'vip',
): Promise<OtherNight | Refused<OtherNightRefusal>> {
  const night = await findNightById(db, nightId)
  if (!night || night.state === 'draft') return refuse('night_unknown', 'night_id')
  if (night.id === from.id) return refuse('move_same_night', 'night_id')
  if (night.state !== 'published') return refuse('night_not_on_sale', 'night_id')
  if (night.is_over) return refuse('night_over', 'night_id')
  if (kind === 'ga') return { kind, night, types: await ticketTypesOf(db, night.id) }
  const vip = await findVipNight(db, night.id)
  if (!vip) return refuse('vip_not_offered', 'night_id')
  const offers = await tableOffersOf(db, night.id)
  const free = freeOf(await waitingPartiesOf(db, night.id), offers)
  return { kind, night, vip, offers, free, packages: await packagesOf(db, night.id) }
}

/** The kind of ticket that a line of an order becomes, for so many heads. */
export interface KindChosen {
  line_id: string
  type: TicketType
  heads: number
}

/** A kind of ticket for each line of the order, or why not. */
export function chooseKinds(
  { lines }: MovableTickets,
  types: TicketType[],
  choice: MoveChoice,
): KindChosen[] | Refused<'ticket_type_unknown'> {
  const kinds = 'kinds' in choice ? choice.kinds : []
  const chosen = lines.flatMap(({ line, heads }) => {
    const kind = kinds.find(({ line_id }) => line_id === line.id)
    const type = types.find(({ id }) => id === kind?.ticket_type_id)
    return type ? [{ line_id: line.id, type, heads }] : []
  })
  const isWhole = chosen.length === lines.length && kinds.length === lines.length
  return isWhole ? chosen : refuse('ticket_type_unknown', 'choice.kinds')
}

export type TermsRefusal =
  | 'table_unknown'
  | 'party_too_large'
  | 'package_unknown'
  | 'total_too_small'

/**
 * What a party agrees on for a table of the other night, for as many as its own order was for; who
 * joined later has paid for their places, and keeps them.
 */
export function chooseTerms(
  { agreement: before, heads }: Pick<MovableParty, 'agreement' | 'heads'>,
  { vip, offers, packages }: Extract<OtherNight, { kind: 'vip' }>,
  { vip_table_id, package_id }: { vip_table_id: string; package_id: string | null },
): Agreement | Refused<TermsRefusal> {
  const offer = offers.find((one) => one.vip_table_id === vip_table_id)
  if (!offer) return refuse('table_unknown', 'choice.vip_table_id')
  const max = offer.guests_max
  if (heads > max || before.party_size > max)
    return refuse('party_too_large', 'choice.vip_table_id', { max })
  const chosen = packages.find(({ id }) => id === package_id) ?? null
  if (package_id !== null && !chosen) return refuse('package_unknown', 'choice.package_id')
  const wish = { wished_id: vip_table_id, party_size: before.party_size, package_id }
  const agreed = agree(before.order_id, vip, offer, chosen, wish)
  if (agreed.charged_minor <= 0) return refuse('total_too_small', 'choice.vip_table_id')
  // It has been charged, whenever the other night charges its own guests.
  return { ...agreed, capture: 'at_once' }
}
