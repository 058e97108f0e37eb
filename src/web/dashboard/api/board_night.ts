import {
  findPlanVersion,
  tableBlocksOf,
  tableOffersOf,
  waitingPartiesOf,
  zonesOf,
  type PlanVersion,
  type TableOffer,
  type VipNight,
} from '../../../catalog/index.ts'
import { partiesOfNight, type StaffParty } from '../../../checkout/index.ts'
import { must, type Database } from '../../../kernel/index.ts'
import type { BookingState } from '../../../tickets/index.ts'
import type { Can } from './board_actions.ts'
import type { Board, BoardParty, BoardPlan, BoardTable } from './board_answers.ts'

/** The floor plan of a night with its tables and parties, as whoever asks may see it. */
export async function boardOf(
  db: Database,
  { night_id, floor_plan_id }: VipNight,
  can: Can,
): Promise<Board> {
  const [plan, zones, offers, blocks, waiting, parties] = await Promise.all([
    findPlanVersion(db, floor_plan_id),
    zonesOf(db, floor_plan_id),
    tableOffersOf(db, night_id),
    tableBlocksOf(db, night_id),
    waitingPartiesOf(db, night_id),
    partiesOfNight(db, night_id),
  ])
  const states = new Map(parties.map(({ booking }) => [booking.id, booking.state]))
  const heads = new Map(waiting.map((party) => [party.booking_id, party.heads]))
  const seesMoney = can('door_money.take')
  return {
    plan: planOf(must(plan, `the floor plan ${floor_plan_id}`)),
    zones,
    tables: offers.map((offer) => ({
      ...tableOf(offer, states.get(offer.booking_id ?? '')),
      block: blockOf(blocks.find(({ vip_table_id }) => vip_table_id === offer.vip_table_id)),
    })),
    parties: parties.map((party) => partyOf(party, heads.get(party.booking.id), seesMoney)),
  }
}

function planOf({ name, width, height, picture_id, picture_opacity }: PlanVersion): BoardPlan {
  const picture = picture_id === null ? null : { id: picture_id, opacity: picture_opacity ?? 100 }
  return { name, width, height, picture }
}

function tableOf(offer: TableOffer, party: BookingState | undefined): Omit<BoardTable, 'block'> {
  const { vip_table_id: id, name, zone, kind, shape, x, y, width, height, rotation } = offer
  const { state, heads, guests_max: seats, minimum_spend_minor, booking_id: booking } = offer
  const place = { id, name, zone, kind, shape, x, y, width, height, rotation }
  const isHere = party === 'arrived' || party === 'seated'
  return { ...place, state: isHere ? party : state, heads, seats, minimum_spend_minor, booking }
}

function blockOf(
  block: { blocked_at: Date; blocked_by: string; block_reason: string } | undefined,
): BoardTable['block'] {
  if (!block) return null
  const { blocked_at, blocked_by: by, block_reason: reason } = block
  return { at: blocked_at.toISOString(), by, reason }
}

function partyOf(
  { booking, booker, table, heads, inside, ledger, is_disputed }: StaffParty,
  waits_for: number | undefined,
  seesMoney: boolean,
): BoardParty {
  const { id, state, locked_at, arrive_by, currency } = booking
  return {
    id,
    state,
    name: booker.name,
    table: table?.name ?? null,
    heads,
    inside,
    is_locked: locked_at !== null,
    is_disputed,
    arrive_by: arrive_by.toISOString(),
    waits_for: waits_for ?? null,
    currency,
    due_minor: seesMoney ? ledger.due_minor : null,
  }
}
