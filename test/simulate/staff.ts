import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../../src/kernel/index.ts'
import { ask, type Request } from './doorway.ts'
import type { Plan } from './plan.ts'
import { nightOfParty } from './programme.ts'
import { nightOf, type Stage } from './stage.ts'
import { planStaff, type StaffAct } from './staff_plan.ts'

/** What the staff shows with every change. */
export const STAFF_KEY = 'staff_key_of_the_simulated_night_0123456789'

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

interface List {
  bookings: {
    id: string
    state: string
    ended_at: string | null
    table: { id: string } | null
    ledger: { paid_minor: number; due_minor: number }
  }[]
  tables: { id: string; state: string }[]
}

/** Somebody of the staff, about to do something about what the list shows. */
interface Hand {
  stage: Stage
  act: StaffAct
  night: string
  list: List
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
  release: (hand) => onBooking(hand, (path) => put(hand, `${path}/release`)),
  no_show: (hand) => onBooking(hand, (path) => put(hand, `${path}/no_show`)),
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
  work: (path: string, booking: List['bookings'][number]) => Promise<unknown>,
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

async function readList(stage: Stage, slug: string): Promise<List | undefined> {
  const parts = ['bookings', 'tables'].map(async (what) => {
    const { status, text } = await ask(stage, {
      method: 'GET',
      path: `/api/staff/nights/${slug}/${what}`,
      route: `/api/staff/nights/:slug/${what}`,
      bearer: STAFF_KEY,
      server: 0,
    })
    return status === 200 ? (JSON.parse(text) as Partial<List>) : {}
  })
  const list = Object.assign({}, ...(await Promise.all(parts))) as Partial<List>
  return list.bookings && list.tables ? (list as List) : undefined
}

/** Who makes a change, and why. */
interface By {
  stage: Stage
  act: { what: string; actor: string }
  server: number
}

const put = (hand: By, path: string, body: object = {}) => change(hand, 'POST', path, body)
const takeBack = (hand: By, path: string) => change(hand, 'DELETE', path, {})

/** What somebody of the staff may be told when another one, or a guest, was faster. */
const KNOWN = new Set([
  'balance_exceeded',
  'booking_arrived',
  'booking_locked',
  'booking_not_arrived',
  'booking_over',
  'booking_still_awaited',
  'booking_unassigned',
  'party_too_large',
  'rate_limited',
  'refund_disputed',
  'refund_too_much',
  'table_blocked',
  'table_kept',
  'table_taken',
])

/** False when it was refused. */
async function change(
  { stage, act, server }: By,
  method: Request['method'],
  path: string,
  body: object,
): Promise<boolean> {
  const { status, code } = await ask(stage, {
    method,
    path: `/api/staff${path}`,
    route: `/api/staff${path.replaceAll(/\w+_\w{20,}/g, ':id')}`,
    json: { actor: act.actor, ...body },
    bearer: STAFF_KEY,
    server,
  })
  const isDone = status >= 200 && status < 300
  if (!isDone && !KNOWN.has(code)) stage.tally.fault(`${act.what}: ${status} ${code}`)
  stage.tally.count(isDone ? `staff ${act.what}` : `staff refused ${code}`)
  return isDone
}
