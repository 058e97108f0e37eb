import { findNightById, tableOffersOf } from '../../../catalog/index.ts'
import { describeParties, type StaffParty } from '../../../checkout/index.ts'
import { auditTrailOf, must, type AuditEntry } from '../../../kernel/index.ts'
import { agreementOf, findOrder, notesOf, type Agreement } from '../../../orders/index.ts'
import { doorPaymentsOf, passesOf, type Booking, type DoorPayment } from '../../../tickets/index.ts'
import type { Site } from '../../site.ts'
import { passAnswers } from '../../staff/pass_answers.ts'
import { boardActionsOf, type Can } from './board_actions.ts'
import type {
  BoardAgreement,
  BoardChange,
  BoardMoney,
  BoardPartyAnswer,
  BoardPass,
} from './board_answers.ts'

/** A party with everything that whoever looks after it has to know, and may. */
export async function boardParty(
  site: Site,
  can: Can,
  booking: Booking,
): Promise<BoardPartyAnswer> {
  const { db } = site.till
  const { id, night_id, order_id, vip_table_id } = booking
  const [parties, passes, payments, trail, night, offers, order] = await Promise.all([
    describeParties(db, night_id, [booking]),
    passesOf(db, id),
    doorPaymentsOf(db, id),
    auditTrailOf(db, id),
    findNightById(db, night_id),
    tableOffersOf(db, night_id),
    order_id === null ? undefined : findOrder(db, order_id),
  ])
  const party = must(parties[0], `the party of ${id}`)
  const valid = passes.filter(({ state }) => state === 'valid')
  const kept = payments.filter(({ reversed_at }) => reversed_at === null)
  const money = kept.filter(({ kind }) => kind !== 'comp')
  const facts = {
    booking,
    inside: party.inside,
    due_minor: party.ledger.due_minor,
    paid_at_door_minor: money.reduce((sum, { amount_minor }) => sum + amount_minor, 0),
    is_refunded: order?.state === 'refund_due' || order?.state === 'refunded',
    is_night_over: night === undefined || night.is_over || night.state === 'cancelled',
    now: new Date(),
  }
  const tableNames = new Map(offers.map((offer) => [offer.vip_table_id, offer.name]))
  const [agreement, notes, shown] = await Promise.all([
    order_id === null ? undefined : agreementOf(db, order_id),
    order_id !== null && can('orders.read') ? notesOf(db, order_id) : [],
    passAnswers(site, booking, valid),
  ])
  const { table, booker, is_disputed, heads, inside, claimed } = party
  return {
    id,
    order_id,
    state: booking.state,
    ...booker,
    booked_by: booking.booked_by,
    table: table && { id: vip_table_id ?? '', name: table.name, zone: table.zone },
    heads,
    inside,
    claimed,
    ...momentsOf(booking),
    is_kept: booking.state === 'confirmed' && booking.arrive_by > facts.now,
    lock: lockOf(booking),
    is_disputed,
    passes: shown.map(passOf),
    notes: notes.map(({ body, written_by, written_at }) => {
      return { body, written_by, written_at: written_at.toISOString() }
    }),
    agreed: agreement ? agreedOf(agreement) : null,
    money: can('door_money.take') ? moneyOf(party, payments) : null,
    changes: trail.map((entry) => changeOf(entry, tableNames)),
    can: boardActionsOf(facts, can),
  }
}

const iso = (at: Date | null) => at?.toISOString() ?? null

function momentsOf({ arrive_by, arrived_at, seated_at, ended_at }: Booking) {
  return {
    arrive_by: arrive_by.toISOString(),
    arrived_at: iso(arrived_at),
    seated_at: iso(seated_at),
    ended_at: iso(ended_at),
  }
}

function lockOf({ locked_at, locked_by }: Booking): BoardPartyAnswer['lock'] {
  return locked_at && { at: locked_at.toISOString(), by: locked_by ?? '' }
}

function passOf(pass: Awaited<ReturnType<typeof passAnswers>>[number]): BoardPass {
  const { id, head, name, admitted_at, link } = pass
  return { id, head, name, admitted_at: iso(admitted_at), link: link ?? null }
}

function agreedOf(agreement: Agreement): BoardAgreement {
  const { party_size, guests_included, table_price_minor, minimum_spend_minor } = agreement
  const { extra_guests, extra_guest_price_minor, package_name, package_includes } = agreement
  const { package_price_minor, charged_minor, credited_minor, policy } = agreement
  return {
    party_size,
    guests_included,
    table_price_minor,
    minimum_spend_minor,
    extra_guests,
    extra_guest_price_minor,
    package_name,
    package_includes,
    package_price_minor,
    charged_minor,
    is_credited: credited_minor > 0,
    policy,
  }
}

function moneyOf({ ledger, deposit }: StaffParty, payments: DoorPayment[]): BoardMoney {
  const isReserved = deposit?.state === 'authorised'
  return {
    ...ledger,
    reserved_minor: isReserved ? (deposit.authorised_minor ?? 0) : 0,
    payments: payments.map((payment) => {
      const { id, kind, amount_minor, taken_by, approved_by, note, taken_at } = payment
      const { reversed_by } = payment
      const taken = { id, kind, amount_minor, taken_by, approved_by, note, reversed_by }
      return { ...taken, taken_at: taken_at.toISOString() }
    }),
  }
}

function changeOf(
  { at, action, actor, detail }: AuditEntry,
  tables: Map<string, string>,
): BoardChange {
  const named = [detail['to'], detail['table']].map((id) => tables.get(String(id)))
  return { at: at.toISOString(), action, actor, table: named.find(Boolean) ?? null }
}
