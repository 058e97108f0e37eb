import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newAgenda } from './agenda.ts'
import { newClock } from './clock.ts'
import { emptyLedger } from './ledger.ts'
import type { Simulator } from './simulator.ts'

const hour_s = 60 * 60
const hour_ms = hour_s * 1000
const nothing = async (): Promise<void> => {}

test('what is arranged happens once, at its time and in order, and is then forgotten', async () => {
  const { agenda, clock, ledger, happened } = diary()
  agenda.arrange('ring', 'second', 2 * hour_s)
  agenda.arrange('ring', 'first', hour_s)
  agenda.arrange('knock', 'never', 50 * hour_s)
  await clock.advance(3 * hour_ms, nothing)
  await clock.advance(3 * hour_ms, nothing)
  assert.deepEqual(happened, ['ring first', 'ring second'])
  assert.equal(ledger.appointments.size, 1)
})

test('what is cancelled does not happen, and nothing else is cancelled with it', async () => {
  const { agenda, clock, happened } = diary()
  agenda.arrange('ring', 'a', hour_s)
  agenda.arrange('knock', 'a', hour_s)
  agenda.arrange('ring', 'b', hour_s)
  agenda.forget('ring', 'a')
  await clock.advance(2 * hour_ms, nothing)
  assert.deepEqual(happened, ['knock a', 'ring b'])
})

test('the next run takes up what an earlier one had arranged, without doubling it', async () => {
  const first = diary()
  first.agenda.arrange('ring', 'kept', hour_s)
  first.agenda.close()
  await first.clock.advance(2 * hour_ms, nothing)
  assert.deepEqual(first.happened, [])
  const second = diary()
  for (const appointment of first.ledger.appointments.values()) {
    second.ledger.appointments.add(appointment)
  }
  second.agenda.resume()
  second.agenda.resume()
  await second.clock.advance(2 * hour_ms, nothing)
  assert.deepEqual(second.happened, ['ring kept'])
})

test('appointments that the ledger forgot over newer ones do not happen', async () => {
  const { agenda, clock, ledger, happened } = diary(1)
  for (let count = 1; count <= 12; count += 1) agenda.arrange('ring', `${count}`, hour_s)
  assert.equal(ledger.appointments.size, 8)
  await clock.advance(2 * hour_ms, nothing)
  assert.deepEqual(happened.length, 8)
  assert.equal(happened[0], 'ring 5')
})

test('nobody can arrange what nobody knows how to do', () => {
  assert.throws(() => diary().agenda.arrange('fly', 'a', 1), /No appointment is called "fly"/)
})

function diary(objectsMax = 100) {
  const clock = newClock()
  const ledger = emptyLedger(() => objectsMax)
  const happened: string[] = []
  const snapshots = { touch() {}, close() {} }
  const simulator = { clock, ledger, snapshots } as unknown as Simulator
  const note = (kind: string) => (_simulator: Simulator, subject: string) => {
    happened.push(`${kind} ${subject}`)
  }
  const book = { ring: note('ring'), knock: note('knock') }
  return { clock, ledger, happened, agenda: newAgenda(() => simulator, book) }
}
