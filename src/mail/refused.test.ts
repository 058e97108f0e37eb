import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refusedForGood } from './refused.ts'

const said = (responseCode: number, response: string, command = 'RCPT TO') =>
  refusedForGood(Object.assign(new Error(response), { command, responseCode, response }))

const cases: [string | undefined, string, string | undefined][] = [
  ['5.1.1', 'there is no such address', said(550, '550 5.1.1 User unknown')],
  ['5.2.1', 'its mailbox is disabled', said(550, '550 5.2.1 Disabled')],
  ['5.1.10', 'its domain takes no mail', said(556, '556 5.1.10 Null MX')],
  [undefined, 'its mailbox is full', said(552, '552 5.2.2 Over quota')],
  [undefined, 'a server without statuses', said(550, '550 relay not permitted')],
  [undefined, 'the server does not relay for us', said(550, '550 5.7.1 Relaying denied')],
  [undefined, 'a policy without a status', said(554, '554 Refused')],
  [undefined, 'the server asks to wait', said(450, '450 4.2.0 Greylisted')],
  [
    undefined,
    'the sender is refused, not an address',
    said(550, '550 5.1.8 Bad sender', 'MAIL FROM'),
  ],
  [undefined, 'the server is away', refusedForGood(new Error('connect ECONNREFUSED'))],
]

for (const [status, what, refused] of cases)
  test(`${status ?? 'tried again'}: ${what}`, () => assert.equal(refused, status))
