import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DashboardData } from './data.ts'
import { formatsFor } from './formats.ts'

const at = (locale: string, time_zone = 'Europe/Berlin') =>
  formatsFor({
    locale,
    time_zone,
    currency: 'eur',
    is_setting_up: false,
    member: {} as DashboardData['member'],
  })

test('money has the digits of its currency, whatever the venue’s is', () => {
  assert.equal(at('en').money(123_450), '€1,234.50')
  assert.equal(at('en').money(5000, 'jpy'), '¥5,000')
  assert.equal(at('es').money(123_450).replaceAll(/\s/g, ' '), '1234,50 €')
})

test('moments are the venue’s, wherever its owner looks from', () => {
  const moment = '2026-12-04T23:30:00Z'
  assert.equal(at('en').time(moment), '00:30')
  assert.equal(at('en', 'America/New_York').time(moment), '18:30')
  assert.match(at('en').moment(moment), /5.*00:30$/)
  assert.match(at('es').day(moment), /5/)
})
