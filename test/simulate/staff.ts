import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../../src/kernel/index.ts'
import type { Plan } from './plan.ts'
import { nightOfParty } from './programme.ts'
import { nightOf, type Stage } from './stage.ts'
import { put, readList, takeBack, type By, type StaffList } from './staff_api.ts'
import { planStaff, type StaffAct } from './staff_plan.ts'

/**
 * The staff does what is planned for the moment in which guest `number` comes: what it does about
 * is what its list shows then, and two of them tap at once.
 */
export async function letStaffAct(stage: Stage, number: number): Promise<void> {
  const acts = planStaff(stage.seed, number)
  if (!acts[0]) return
  await sleep(acts[0].before_ms)
  const slug = nightOf(stage, { night: nightOfParty(number, number % 2) }).slug
  const list = await readList(stage, slug)
  if (!list) return
  if (acts.length > 1) stage.tally.count('staff at once')
  const works = acts.map(async (act, n) => {
    const hand: Hand = { stage, act, night: `/nights/${slug}`, list, server: number + n }
    await ACTS[act.what](hand)
  })
  await Promise.all(works)
}

/** Somebody else gets the table of a party that has not paid in time, or nobody does (F43). */
export async function giveAway(stage: Stage, plan: Plan, table: string): Promise<void> {
  const night = `/nights/${nightOf(stage, plan).slug}`
  const by = { stage, server: plan.server, act: { what: 'late money', actor: 'Mona' } }
  const rival = plan.party?.rival
  if (rival === 'walk_in')
    await put(by, `${night}/walk_ins`, { party_name: 'Alan', party_size: 2, table })
  if (rival === 'block') await put(by, `${night}/tables/${table}/block`, { reason: 'Wet paint' })
  stage.tally.count(`tables of late money: ${rival}`)
}

/** Somebody of the staff, about to do something about what the list shows. */
interface Hand {
  stage: Stage
  act: StaffAct
  night: string
  list: StaffList
  server: number
}

const ACTS: Record<StaffAct['what'], (hand: Hand) => Promise<unknown>> = {
  move: (hand) => onBooking(hand, (path) => put(hand, `${path}/table`, { table: tableOf(hand) })),
  swap: async (hand) => {
    const seated = livesOf(hand).filter(({ table }) => table !== null)
    const [booking, other] = [pick(seated, hand.act.booking), pick(seated, hand.act.other)]
    if (!booking || !other || booking === other) return
    await put(hand, '/swaps', { booking: booking.id, other: other.id })
  },
  block: async (hand) => {
    const path = `${hand.night}/tables/${tableOf(hand)}/block`
    if (!(await put(hand, path, { reason: 'A leak in the roof' })) || hand.act.stays) return
    await sleep(hand.act.after_ms)
    await takeBack(hand, path)
  },
  lock: (hand) =>
    onBooking(hand, async (path) => {
      if (!(await put(hand, `${path}/lock`))) return
      await sleep(hand.act.after_ms)
      await takeBack(hand, `${path}/lock`)
    }),
  unassign: (hand) =>
    onBooking(hand, async (path) => {
      if (!(await takeBack(hand, `${path}/table`)) || hand.act.stays) return
      await sleep(hand.act.after_ms)
      await put(hand, `${path}/table`, { table: tableOf(hand) })
    }),
  fill: (hand) => onBooking(hand, (path) => fill(hand, path)),
  cancel: (hand) =>
    onBooking(hand, (path, { ledger }) => {
      const amount_minor = Math.ceil(ledger.paid_minor * hand.act.share)
      const isPart = hand.act.share < 1 && amount_minor > 0
      const all = hand.act.stays ? 'nothing' : 'everything'
      return put(hand, `${path}/cancellation`, { gives_back: isPart ? { amount_minor } : all })
    }),
  pay_at_door: (hand) => onBooking(hand, (path, { ledger }) => payAtDoor(hand, path, ledger)),
  walk_in: (hand) =>
    put(hand, `${hand.night}/walk_ins`, {
      party_name: 'Grace',
      party_size: 1 + Math.floor(hand.act.other * 6),
      table: tableOf(hand),
    }),
  arrive: (hand) => onBooking(hand, (path) => put(hand, `${path}/arrival`)),
  seat: (hand) => onBooking(hand, (path) => put(hand, `${path}/seating`)),
  capture: (hand) =>
    onBooking(hand, async (path, { deposit }) => {
      if (deposit || hand.act.stays) await put(hand, `${path}/deposit/capture`)
    }),
  decide: async (hand) => {
    const lapsed = hand.list.bookings.filter(({ deposit }) => deposit?.state === 'cancelled')
    const booking = pick(lapsed, hand.act.other)
    if (booking) await decide(hand, booking.id, hand.act.stays ? 'keep' : 'cancel')
  },
  release: (hand) => onBooking(hand, (path) => put(hand, `${path}/release`)),
  no_show: (hand) => onBooking(hand, (path) => put(hand, `${path}/no_show`)),
}

/**
 * A party stands up, and every table that is free is taken off the sale, down to the one that is
 * kept for the party: that one stays.
 */
async function fill(hand: Hand, path: string): Promise<void> {
  if (!(await takeBack(hand, `${path}/table`))) return
  const blocks: string[] = []
  for (const { id } of hand.list.tables) {
    const block = `${hand.night}/tables/${id}/block`
    if (await put(hand, block, { reason: 'The floor is waxed' })) blocks.push(block)
  }
  for (const block of blocks) await takeBack(hand, block)
  await put(hand, `${path}/table`, { table: tableOf(hand) })
}

/** Says by name what is to become of a booking whose deposit has lapsed; false when refused. */
export function decide(by: By, bookingId: string, how: 'keep' | 'cancel'): Promise<boolean> {
  return put(by, `/bookings/${bookingId}/deposit/decision`, { how })
}

/** Two taps under one id; what was a mistake is taken back. */
async function payAtDoor(
  hand: Hand,
  path: string,
  { due_minor }: { due_minor: number },
): Promise<void> {
  const { share, stays, actor } = hand.act
  const amount_minor = Math.ceil(due_minor * share)
  if (amount_minor === 0) return
  const id = newId('dpy')
  const kind = stays ? { kind: 'comp', approved_by: actor } : { kind: 'cash' }
  const tap = () => put(hand, `${path}/door_payments`, { id, amount_minor, ...kind })
  const [isTaken] = await Promise.all([tap(), tap()])
  if (isTaken && share === 0.5) await put(hand, `${path}/door_payments/${id}/reversal`)
}

const livesOf = ({ list }: Hand) => list.bookings.filter(({ ended_at }) => ended_at === null)

async function onBooking(
  hand: Hand,
  work: (path: string, booking: StaffList['bookings'][number]) => Promise<unknown>,
): Promise<void> {
  const booking = pick(livesOf(hand), hand.act.booking)
  if (booking) await work(`/bookings/${booking.id}`, booking)
}

/** One that looks free, as a rule: now and then somebody taps at one that another party has. */
function tableOf({ list, act }: Hand): string {
  const free = list.tables.filter(({ state }) => state === 'free')
  const isSlip = act.other < 0.25 || free.length === 0
  return pick(isSlip ? list.tables : free, act.table)?.id ?? 'vtb_none'
}

const pick = <T>(items: T[], share: number): T | undefined =>
  items[Math.floor(share * items.length)]
