import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startStripeSim, type SettingsChanges } from '../index.ts'
import { startForTest } from '../testing/with_simulator.ts'
import { changedSettings, settingsDefault } from './settings.ts'

const simulator = await startForTest({ settings: { objects_max: 50, confirmations_max: 3 } })
const { control } = simulator

test('what is not said at the start keeps its default', async () => {
  const settings = await control.settings()
  assert.deepEqual(settings, { ...settingsDefault, objects_max: 50, confirmations_max: 3 })
})

test('a change touches nothing but what it names, and comes back whole', async () => {
  const before = await control.settings()
  const after = await control.configure({ latency: { median_ms: 1, p99_ms: 2 } })
  assert.deepEqual(after, { ...before, latency: { median_ms: 1, p99_ms: 2, seed: 1 } })
  assert.deepEqual(await control.configure({ latency: null }), before)
  assert.deepEqual(await control.configure({}), before)
})

test('whoever changes what was answered changes no setting', async () => {
  const answered = await control.settings()
  answered.wallets.push('link')
  assert.deepEqual((await control.settings()).wallets, [])
})

test('every default is a possible setting', () => {
  assert.deepEqual(changedSettings(settingsDefault, settingsDefault), settingsDefault)
})

const impossible: [string, unknown, RegExp][] = [
  ['an unknown name', { objects_maximum: 1 }, /objects_maximum/],
  ['a text for a number', { objects_max: '50' }, /objects_max: /],
  ['no objects at all', { objects_max: 0 }, /objects_max: /],
  ['half a confirmation', { confirmations_max: 1.5 }, /confirmations_max: /],
  ['a time that goes back', { refund_delay_s: -1 }, /refund_delay_s: /],
  ['an unknown wallet', { wallets: ['purse'] }, /wallets.0: /],
  ['an unknown schedule', { webhook_retries: 'never' }, /webhook_retries: /],
  ['a rate of zero', { requests_per_second_max: 0 }, /requests_per_second_max: /],
  ['a rate of no machine', { requests_per_second_max: 1e12 }, /requests_per_second_max: /],
  ['a wait that no timer takes', { webhook_timeout_ms: 2 ** 31 }, /webhook_timeout_ms: /],
  ['a time after all dates', { capture_window_s: 1e15 }, /capture_window_s: /],
  ['half a latency', { latency: { median_ms: 5 } }, /latency.p99_ms: /],
  ['an impossible latency', { latency: { median_ms: 5, p99_ms: 4 } }, /latency.p99_ms: must be/],
  ['an unknown part', { latency: { median_ms: 5, p99_ms: 6, mean_ms: 5 } }, /mean_ms/],
  ['a list', [], /array/],
  ['nothing', null, /null/],
]
for (const [what, changes, sentence] of impossible) {
  test(`${what} is refused by name and changes nothing, at the start and later`, async () => {
    const before = await control.settings()
    await assert.rejects(control.configure(changes as SettingsChanges), sentence)
    assert.deepEqual(await control.settings(), before)
    await assert.rejects(startStripeSim({ settings: changes as SettingsChanges }), sentence)
  })
}

test('of several impossible settings each is named, and no other is taken', async () => {
  const changes = { objects_max: -1, search_lag_s: -1, dispute_delay_s: 77 }
  const refused = control.configure(changes)
  await assert.rejects(refused, /objects_max: /)
  await assert.rejects(refused, /search_lag_s: /)
  assert.notEqual((await control.settings()).dispute_delay_s, 77)
})
