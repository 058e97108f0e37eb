import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newLog } from './log.ts'
import { inLogScope, noteInLog, type LogIds } from './log_scope.ts'

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

test('what a scope is about stands on every line in it, and on none outside', async () => {
  const lines: object[] = []
  const log = newLog('info', { write: (line) => void lines.push(JSON.parse(line) as object) })
  const ids: LogIds = { request: 'req_1' }
  await inLogScope(ids, async () => {
    noteInLog({ order: 'ord_1', payment: null })
    await Promise.resolve()
    log.info('inside')
    inLogScope({ payment: 'pay_1' }, () => log.info({ order: 'ord_2' }, 'deeper'))
    log.info('inside again')
  })
  noteInLog({ order: 'ord_3' })
  log.info('outside')
  assert.deepEqual(
    lines.map((line) => ({ ...line, time: 0 })),
    [
      { level: 30, time: 0, request: 'req_1', order: 'ord_1', msg: 'inside' },
      { level: 30, time: 0, request: 'req_1', order: 'ord_2', payment: 'pay_1', msg: 'deeper' },
      { level: 30, time: 0, request: 'req_1', order: 'ord_1', msg: 'inside again' },
      { level: 30, time: 0, msg: 'outside' },
    ],
  )
  assert.deepEqual(ids, { request: 'req_1', order: 'ord_1' })
})
