import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dateLeaf, formatMoment, formatNight, formatTime } from './dates.ts'

const night = (doors: string, ends: string) => ({
  doors_at: new Date(doors),
  ends_at: new Date(ends),
})

const cases: [string, string, string, string, string][] = [
  [
    'past midnight',
    'Europe/Berlin',
    '2026-11-28T22:00:00Z',
    '2026-11-29T05:00:00Z',
    'Sat 28 Nov 2026, 23:00 – Sun 06:00',
  ],
  [
    'on one date',
    'Europe/Berlin',
    '2026-11-28T15:00:00Z',
    '2026-11-28T21:30:00Z',
    'Sat 28 Nov 2026, 16:00 – 22:30',
  ],
  [
    'when the clocks go back',
    'Europe/Berlin',
    '2026-10-24T21:00:00Z',
    '2026-10-25T05:00:00Z',
    'Sat 24 Oct 2026, 23:00 – Sun 06:00',
  ],
  [
    'when the clocks go forward',
    'Europe/Berlin',
    '2026-03-28T22:00:00Z',
    '2026-03-29T04:00:00Z',
    'Sat 28 Mar 2026, 23:00 – Sun 06:00',
  ],
  [
    'until midnight',
    'Europe/Berlin',
    '2026-11-28T18:00:00Z',
    '2026-11-28T23:00:00Z',
    'Sat 28 Nov 2026, 19:00 – Sun 00:00',
  ],
  [
    'over two days',
    'Europe/Berlin',
    '2026-12-31T21:00:00Z',
    '2027-01-02T09:00:00Z',
    'Thu 31 Dec 2026, 22:00 – Sat 2 Jan, 10:00',
  ],
  [
    'far from Greenwich',
    'Pacific/Auckland',
    '2026-11-28T09:00:00Z',
    '2026-11-28T16:00:00Z',
    'Sat 28 Nov 2026, 22:00 – Sun 05:00',
  ],
]
for (const [what, zone, doors, ends, words] of cases) {
  test(`a night ${what} reads "${words}"`, () => {
    assert.equal(formatNight(night(doors, ends), 'en', zone), words)
    assert.equal(formatNight(night(doors, ends), 'en-GB', zone), words)
  })
}

test('a night is written in Spanish as well, in the venue’s zone', () => {
  const over = night('2026-11-28T22:00:00Z', '2026-11-29T05:00:00Z')
  for (const locale of ['es', 'es-ES'])
    assert.equal(formatNight(over, locale, 'Europe/Madrid'), 'sáb 28 nov 2026, 23:00 – dom 6:00')
})

test('a moment is written in the venue’s zone, not in the server’s', () => {
  const at = new Date('2026-12-04T11:00:00Z')
  assert.equal(formatMoment(at, 'en', 'Europe/Berlin'), 'Fri 4 Dec, 12:00')
  assert.equal(formatMoment(at, 'en', 'America/New_York'), 'Fri 4 Dec, 06:00')
  assert.equal(formatTime(at, 'en-US', 'America/New_York').replace(/\s/, ' '), '6:00 AM')
  assert.equal(formatMoment(at, 'es-ES', 'Europe/Berlin'), 'vie 4 dic, 12:00')
  assert.deepEqual(dateLeaf(at, 'en', 'Asia/Tokyo'), { weekday: 'Fri', day: '4', month: 'Dec' })
})
