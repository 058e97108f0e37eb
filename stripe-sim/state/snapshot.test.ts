import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { startStripeSim } from '../index.ts'
import { confirmWith, newIntent, sdkFor } from '../testing/with_simulator.ts'
import { newClock } from './clock.ts'
import { emptyLedger } from './ledger.ts'
import { pauseAfter_ms } from './snapshot.ts'
import { readSnapshot, snapshotLines } from './snapshot_lines.ts'

const folder = mkdtempSync(join(tmpdir(), 'stripe-sim-snapshot-'))
after(() => rmSync(folder, { recursive: true }))

test('writing takes no more than a tenth of the time, however long it takes', () => {
  for (const write_ms of [0, 0.3, 11, 12, 100, 2_500, 60_000]) {
    const pause_ms = pauseAfter_ms(write_ms)
    assert.ok(write_ms / (write_ms + pause_ms) <= 0.1 + 1e-9, String(write_ms))
    assert.ok(pause_ms >= 100)
  }
  assert.equal(pauseAfter_ms(5), 100)
})

test('what was written is what is read, with every sign of every language', () => {
  const file = join(folder, 'whole.json')
  const ledger = emptyLedger(() => 100)
  const note = 'Ж漢字🎟️ "quoted" \\ line\nend\u2028'
  ledger.appointments.add({ id: 'apt_1', at_ms: 1, kind: 'ring', subject: note })
  ledger.cards.add({ method: 'pm_1', number: '4242' })
  writeFileSync(file, text(ledger))
  const other = emptyLedger(() => 100)
  readSnapshot(file, other, newClock())
  assert.deepEqual([...other.appointments.values()], [...ledger.appointments.values()])
  assert.deepEqual([...other.appointments.by('subject', note)].length, 1)
  assert.deepEqual([...other.cards.values()], [...ledger.cards.values()])
})

test('the lead of the clock is kept, so that time does not go back', () => {
  const file = join(folder, 'lead.json')
  const clock = newClock()
  clock.leadBy(5 * 60 * 60 * 1000)
  writeFileSync(
    file,
    text(
      emptyLedger(() => 1),
      clock,
    ),
  )
  const next = newClock()
  readSnapshot(
    file,
    emptyLedger(() => 1),
    next,
  )
  assert.ok(next.ahead_ms() >= 5 * 60 * 60 * 1000 - 1)
})

test('a file that lost any of its lines is refused', () => {
  const ledger = emptyLedger(() => 100)
  for (const id of ['apt_1', 'apt_2']) {
    ledger.appointments.add({ id, at_ms: 1, kind: 'ring', subject: 'a' })
  }
  const lines = text(ledger).split('\n').slice(0, -1)
  for (const lost of lines.keys()) {
    const file = join(folder, `lost-${lost}.json`)
    writeFileSync(file, `${lines.toSpliced(lost, 1).join('\n')}\n`)
    const reading = (): void =>
      readSnapshot(
        file,
        emptyLedger(() => 100),
        newClock(),
      )
    assert.throws(reading, new RegExp(`cannot read its state file .*lost-${lost}\\.json`))
  }
})

test('an advanced clock and what is still to come survive a restart', async () => {
  const stateFile = join(folder, 'later.json')
  const settings = { refund_delay_s: 3600 }
  const first = await startStripeSim({ stateFile, settings })
  const stripe = sdkFor(first)
  await first.control.advanceClock({ seconds: 7200 })
  const paid = await confirmWith(stripe, await newIntent(stripe), 'pm_card_pendingRefund')
  const refund = await stripe.refunds.create({ payment_intent: paid.id })
  assert.equal(refund.status, 'pending')
  await first.close()
  assert.ok(readFileSync(stateFile, 'utf8').includes(refund.id))
  const second = await startStripeSim({ stateFile, settings })
  const { now_s } = await second.control.advanceClock({ seconds: 3601 })
  assert.ok(now_s >= refund.created + 3600)
  assert.equal((await sdkFor(second).refunds.retrieve(refund.id)).status, 'succeeded')
  await second.close()
})

function text(ledger: ReturnType<typeof emptyLedger>, clock = newClock()): string {
  return [...snapshotLines(ledger, clock)].map((line) => `${line}\n`).join('')
}
