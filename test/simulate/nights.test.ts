import assert from 'node:assert/strict'
import { readFile, rm } from 'node:fs/promises'
import { test } from 'node:test'
import type { Guard } from '../guards.ts'
import { playNight } from './night.ts'
import { inOneLine, type Totals } from './totals.ts'

// Longer nights are played by hand: docs/reliability.md.

/** Chosen so that their guests do all that a guest may be planned to do, but for rare pairs. */
const SEEDS = [8, 60, 149]
const ORDERS = 40
/** Played when chance has kept something from the three: which of two clicks is first decides. */
const SPARE_SEEDS = [128, 144, 101, 249]
/** It starts servers a dozen times, which takes long where much else is running. */
const NIGHT = { timeout: 600_000 }
const ALL = { timeout: SPARE_SEEDS.length * NIGHT.timeout }

const played: Totals[] = []

/** Plays a night, whose books have to agree. */
async function play(seed: number): Promise<void> {
  const { differences, faults, totals, log } = await playNight({ seed, orders: ORDERS })
  assert.deepEqual({ differences, faults }, { differences: [], faults: [] }, `see ${log}`)
  const placed = Object.values(totals['orders'] ?? {}).reduce((sum, count) => sum + count, 0)
  assert.ok(placed >= ORDERS, `${placed} orders`)
  played.push(totals)
}

for (const seed of SEEDS) {
  test(
    `F37: however badly a night goes, its books agree at the end (seed ${seed})`,
    NIGHT,
    async () => play(seed),
  )
}

/** What the nights promise, by group of the totals: of each list at least one has come about. */
const PROMISED: [group: string, names: string[]][] = [
  ['orders', ['fulfilled']],
  ['orders', ['expired']],
  ['orders', ['refunded']],
  ['stripe', ['error before', 'reset before']],
  ['stripe', ['error after', 'reset after', 'truncate after']],
  ['stripe', ['rate_limit before', 'lock_timeout before', 'conflict before']],
  ['webhooks', ['duplicate']],
  ['webhooks', ['second_event']],
  ['webhooks', ['delay']],
  ['webhooks', ['reorder']],
  ['webhooks', ['drop']],
  ['webhooks', ['suppress']],
  ['servers', ['SIGTERM']],
  ['servers', ['SIGKILL']],
  ['guests', ['tries declined']],
  ['guests', ['tries in two tabs']],
  ['guests', ['double clicks']],
  ['guests', ['left before paying']],
  ['guests', ['left right after paying']],
  ['guests', ['tickets let in']],
  ['parties', ['vip']],
  ['parties', ['vip_guests']],
  ['bookings', ['cancelled', 'released', 'no_show', 'walked in released']],
  ['bookings', ['walked in arrived', 'walked in seated', 'walked in released']],
  ['guests', ['doors opened']],
  ['guests', ['deposits reserved in the morning']],
  ['deposits', ['captured by the doors']],
  ['deposits', ['captured by staff']],
  ['deposits', ["captured by Stripe's dashboard"]],
  ['deposits', ['released']],
  ['deposits', ['waived', 'given up', 'undecided']],
  ['guests', ['orders refused table_taken', 'orders refused zone_full']],
  ['guests', ['passes let in']],
  ['guests', ['passes claimed by two at once']],
  ['guests', ['passes taken back', 'passes taken back at the door']],
  ['guests', ['tables of late money: walk_in', 'tables of late money: block']],
  ['guests', ['staff at once']],
  ['guests', ['staff move', 'staff swap', 'staff unassign']],
  ['guests', ['staff refused table_taken', 'staff refused table_blocked']],
]

const missing = () =>
  PROMISED.filter(
    ([group, names]) => !names.some((name) => played.some((totals) => totals[group]?.[name])),
  )

test(
  'F37: everything that is promised to go wrong in these nights does go wrong',
  ALL,
  async () => {
    assert.equal(played.length, SEEDS.length)
    for (const seed of SPARE_SEEDS) if (missing().length > 0) await play(seed)
    assert.deepEqual(missing(), [], played.map(inOneLine).join('\n'))
  },
)

/** Every ticket that is ordered is issued. Off: of several in one line the second is lost. */
const completeIssuing: Guard = {
  off: `create function lose_ticket() returns trigger language plpgsql as $$
          begin
            return null;
          end $$;
        create trigger lose_ticket before insert on tickets
          for each row when (new.ordinal = 2) execute function lose_ticket()`,
  on: `drop function lose_ticket cascade`,
}

/** The same of passes. */
const completeParties: Guard = {
  off: `create function lose_pass() returns trigger language plpgsql as $$
          begin
            return null;
          end $$;
        create trigger lose_pass before insert on passes
          for each row when (new.ordinal = 2) execute function lose_pass()`,
  on: `drop function lose_pass cascade`,
}

test('F37: a night that loses tickets and passes does not pass', NIGHT, async () => {
  const without = [completeIssuing, completeParties]
  const { differences, faults, log } = await playNight({ seed: 8, orders: 20, without })
  const told = await readFile(log, 'utf8')
  await rm(log, { force: true })
  const claims = differences.map(({ claim }) => claim)
  assert.ok(claims.includes(LOST_TICKET), claims.join('\n'))
  assert.ok(
    faults.some((fault) => LOST_PASS.test(fault)),
    faults.join('\n'),
  )
  // The database is gone with the night: what had happened stands behind what the servers wrote.
  assert.match(told, /^ord_\w+, by the clock of /m)
})

const LOST_TICKET = 'a fulfilled order has a ticket for each head, except those that were refunded'
const LOST_PASS = /has \d+ passes for \d+ heads/
