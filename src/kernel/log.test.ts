import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newLog } from './log.ts'

function logged(error: unknown): string {
  const lines: string[] = []
  newLog('info', { write: (line) => void lines.push(line) }).error({ err: error }, 'failed')
  return lines.join('')
}

test("a library's error is logged without the guest's data that it carries", () => {
  const row = Object.assign(new Error('null value in column "x"'), {
    code: '23502',
    detail: 'Failing row contains (ord_1, Ada, ada@example.com).',
  })
  const stripe = Object.assign(new Error('Your card was declined.'), {
    raw: { payment_intent: { client_secret: 'pi_1_secret_2' } },
  })
  const mail = new Error('550 <ada@example.com> unknown', { cause: row })
  for (const error of [row, stripe, mail]) {
    const line = logged(error)
    for (const secret of ['Ada', 'ada@example.com', 'secret_2'])
      assert.ok(!line.includes(secret), line)
  }
  assert.match(logged(row), /"code":"23502"/)
  assert.match(logged(mail), /"cause":{.*23502/)
  assert.match(logged('text'), /"type":"string"/)
})
