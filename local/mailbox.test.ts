import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createTransport } from 'nodemailer'
import { startMailbox, type Mailbox } from './mailbox.ts'
import { StartError } from './start_error.ts'

/** Less than the 30 s that the mail server itself would wait for senders, and far from 200 ms. */
const PATIENCE_MS = 20_000

let dir: string
let mailbox: Mailbox

before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'coatcheck-mailbox-'))
  mailbox = await startMailbox({ dir, smtpPort: 0, httpPort: 0 })
})

after(async () => {
  await mailbox.close()
  await rm(dir, { recursive: true, force: true })
})

const RED_DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
)

async function send(subject: string, more: object = {}): Promise<void> {
  const transport = createTransport({ url: mailbox.smtpUrl, pool: true })
  await transport.sendMail({
    from: 'Basement Nine <tickets@basement-nine.example>',
    to: 'Ada <ada@example.com>',
    bcc: 'owner@basement-nine.example',
    subject,
    text: 'Your tickets, as text.',
    ...more,
  })
  transport.close()
}

const page = async (path: string) => {
  const response = await fetch(mailbox.url + path)
  return { status: response.status, headers: response.headers, body: await response.text() }
}

test('a mail with a picture inside is caught with both bodies and all attachments', async () => {
  await send('Your tickets ✓', {
    html: '<html><head><title>x</title></head><p>Scan <img src="cid:tkt@coatcheck"></p></html>',
    attachments: [{ filename: 'ticket.png', content: RED_DOT, cid: 'tkt@coatcheck' }],
  })
  const mail = await mailbox.waitFor(({ subject }) => subject === 'Your tickets ✓')
  assert.equal(mail.from?.address, 'tickets@basement-nine.example')
  assert.deepEqual(mail.to, [{ address: 'ada@example.com', name: 'Ada' }])
  assert.equal(mail.text?.trim(), 'Your tickets, as text.')
  assert.equal(mail.attachments.length, 1)
  assert.equal(mail.attachments[0]?.contentId, 'tkt@coatcheck')
  assert.ok(mail.attachments[0]?.content.equals(RED_DOT), 'the picture is whole')

  const shown = await page(`/mails/${mail.id}/html`)
  assert.ok(shown.body.includes(`data:image/png;base64,${RED_DOT.toString('base64')}`))
  assert.ok(!shown.body.includes('cid:'), 'no picture is left without its data')
  assert.match(shown.body, /<head><base target="_blank" \/>/)
  assert.match(shown.headers.get('content-security-policy') ?? '', /sandbox allow-popups/)
  const file = await fetch(`${mailbox.url}/mails/${mail.id}/attachments/0`)
  assert.ok(Buffer.from(await file.arrayBuffer()).equals(RED_DOT))
  const source = await page(`/mails/${mail.id}/source`)
  assert.match(source.body, /^Delivered-To: owner@basement-nine\.example\r$/m)
})

test('the page lists mails, the newest first, and escapes what a mail says', async () => {
  await send('First')
  await send('<script>alert(1)</script>')
  const list = await page('/')
  assert.ok(!list.body.includes('<script>'))
  const [newest, second] = await mailbox.mails()
  assert.equal(newest?.subject, '<script>alert(1)</script>')
  assert.equal(second?.subject, 'First')
  assert.ok(list.body.indexOf(`/mails/${newest?.id}`) < list.body.indexOf(`/mails/${second?.id}`))
  const mail = await page(`/mails/${newest?.id}`)
  assert.ok(!mail.body.includes('<script>'))
  assert.ok(mail.body.includes('Your tickets, as text.'), 'a mail without HTML shows its text')
  assert.match(mail.headers.get('content-security-policy') ?? '', /^default-src 'none'/)
})

test('an unknown mail, part or path is a 404 and reads no file', async () => {
  for (const path of ['/mails/1', '/mails/..%2F..%2Fetc', '/mails/1/attachments/9', '/x']) {
    assert.equal((await page(path)).status, 404, path)
  }
})

test('mails outlive the mailbox, and only the newest 500 are kept', async () => {
  const other = join(dir, 'kept')
  const first = await startMailbox({ dir: other, smtpPort: 0, httpPort: 0 })
  const transport = createTransport({ url: first.smtpUrl, pool: true })
  for (let n = 1; n <= 503; n++) {
    await transport.sendMail({ from: 'a@example.com', to: 'b@example.com', subject: `no ${n}` })
  }
  // The sender's connections are still open: they must not hold the end.
  const started = Date.now()
  await first.close()
  assert.ok(Date.now() - started < PATIENCE_MS, 'closing does not wait for idle senders')
  transport.close()
  const second = await startMailbox({ dir: other, smtpPort: 0, httpPort: 0 })
  const mails = await second.mails()
  await second.close()
  assert.equal(mails.length, 500)
  assert.equal(mails[0]?.subject, 'no 503')
  assert.equal(mails.at(-1)?.subject, 'no 4')
  assert.equal((await readdir(other)).length, 500)
})

test('waiting for a mail that never comes says what did come', async () => {
  await assert.rejects(
    mailbox.waitFor(({ subject }) => subject === 'never', 50),
    /No such mail within 50 ms; there are: .*"First"/,
  )
})

test('a port in use is one sentence that names the setting', async () => {
  const taken = Number(new URL(mailbox.url).port)
  const start = startMailbox({ dir: join(dir, 'x'), smtpPort: 0, httpPort: taken })
  await assert.rejects(start, (error) => {
    assert.ok(error instanceof StartError)
    assert.match(error.message, /port \d+, which is in use: .*MAILBOX_PORT/)
    return true
  })
  const smtp = Number(new URL(mailbox.smtpUrl).port)
  await assert.rejects(
    startMailbox({ dir: join(dir, 'x'), smtpPort: smtp, httpPort: 0 }),
    /which is in use: .*SMTP_PORT/,
  )
})
