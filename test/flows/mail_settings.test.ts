import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import type { MailSettingsAnswer } from '../../src/web/dashboard/api/mail_settings_answers.ts'
import { auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { dashboard } from '../dashboard.ts'
import { eventually } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, signedInAs, type Browser } from '../member.ts'
import { buy } from '../money_back.ts'
import { assertRefused } from '../nights.ts'
import { keys } from '../staff.ts'
import { ga } from '../ware.ts'

// Who writes the house's mails and what it says in them: what guests get, and what is refused.

const path = 'settings/mail'

let house: House
let owner: Browser
before(async () => {
  house = await openHouse({
    ...keys,
    DEMO: '1',
    SWEEP_SECONDS_MAX: '0',
    MAIL_FROM: 'Basement Nine <tickets@basement-nine.example>',
  })
  await addNight(house.db)
  owner = await signedInAs(house, 'owner')
})
after(() => auditAndClose(house))

async function settings(): Promise<MailSettingsAnswer> {
  const { status, body } = await dashboard<MailSettingsAnswer>(house, owner, 'GET', path)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

async function changeSender(change: object, version?: number) {
  const { sender } = await settings()
  const wished = { ...sender, ...change, version: version ?? sender.version }
  return dashboard<MailSettingsAnswer>(house, owner, 'PUT', `${path}/sender`, wished)
}

async function changeTexts(kind: string, change: object, version?: number) {
  const known = (await settings()).texts.find((one) => one.kind === kind)
  const { kind: _kind, ...texts } = known ?? assert.fail(`there is no ${kind}`)
  const wished = { ...texts, ...change, version: version ?? texts.version }
  return dashboard<MailSettingsAnswer>(house, owner, 'PUT', `${path}/texts/${kind}`, wished)
}

async function confirmationOf(email: string) {
  return house.mailbox.waitFor(({ to }) => to.some(({ address }) => address === email))
}

const shown = (query: Record<string, string>, way = '') =>
  owner.get(`/dashboard/settings/mail/preview${way}?${new URLSearchParams(query).toString()}`)

test('with nothing settled a mail comes as the operator has set it, without other words', async () => {
  const { operator } = await settings()
  assert.equal(operator.from_address, 'tickets@basement-nine.example')
  assert.match(operator.server, /:\d+$/)
  assert.deepEqual(operator.other_domains, ['localhost'])
  const mail = await confirmationOf((await buy(house, ga, 1)).email)
  assert.equal(mail.from?.address, 'tickets@basement-nine.example')
  assert.equal(mail.from?.name, 'Basement Nine')
  assert.match(mail.text ?? '', /^Hello [^\n]*\n\nhere/i)
})

test('the sender, where answers go, the signature and the lines stand in the next mail', async () => {
  const sender = {
    sender_name: 'Nina & "The Nine" <team>',
    reply_to: 'hello@nine.example',
    signature_en: 'Your Nine\nSee you at {venue}',
    signature_es: 'Tu Nine',
  }
  assert.equal((await changeSender(sender)).status, 200)
  const lines = {
    opening_en: 'So good to have you, {name}: <b>{night}</b>',
    closing_en: 'Doors open {doors}.',
    opening_es: 'Qué bien, {name}',
  }
  assert.equal((await changeTexts('confirmation', lines)).status, 200)
  const mail = await confirmationOf((await buy(house, ga, 1)).email)
  assert.equal(mail.from?.name, sender.sender_name)
  assert.equal(mail.from?.address, 'tickets@basement-nine.example')
  assert.deepEqual(
    mail.replyTo.map(({ address }) => address),
    ['hello@nine.example'],
  )
  const text = mail.text ?? ''
  assert.match(text, /So good to have you, Ada: <b>Concrete Garden<\/b>\n/)
  assert.match(text, /Doors open \w{3}[^\n]+\d\d:\d\d\.\n/)
  assert.match(text, /Your Nine\nSee you at Basement Nine\n/)
  assert.match(mail.html ?? '', /So good to have you, Ada: &#60;b&#62;Concrete Garden&#60;\/b&#62;/)
  assert.match(mail.html ?? '', /Your Nine<br \/>/)
})

test('without an address for answers they go to the one that guests may write to', async () => {
  assert.equal((await changeSender({ reply_to: null })).status, 200)
  const { body } = await dashboard(house, owner, 'GET', 'settings/venue')
  const venue = { ...body, contact_email: 'door@nine.example' }
  assert.equal((await dashboard(house, owner, 'PUT', 'settings/venue', venue)).status, 200)
  assert.equal((await settings()).operator.reply_to, 'door@nine.example')
  assert.equal((await changeSender({ reply_to: 'hello@nine.example' })).status, 200)
})

test('nothing that would begin another header or line gets in, in no field', async () => {
  const known = await settings()
  for (const bad of ['A\r\nBcc: x@evil.example', 'A\nB', 'A\rB', 'A\u2028B', 'A\u0000']) {
    assertRefused(await changeSender({ sender_name: bad }), 'input_invalid', 'sender_name')
    assertRefused(await changeTexts('refund', { opening_en: bad }), 'input_invalid', 'opening_en')
  }
  for (const bad of ['x@evil.example\r\nBcc: y@evil.example', 'x@a.example, y@b.example', 'Ada'])
    assertRefused(await changeSender({ reply_to: bad }), 'input_invalid', 'reply_to')
  assertRefused(await changeSender({ signature_en: 'A\rB' }), 'input_invalid', 'signature_en')
  assertRefused(await changeSender({ sender_name: 'x'.repeat(81) }), 'input_invalid', 'sender_name')
  const long = { closing_es: 'x'.repeat(301) }
  assertRefused(await changeTexts('refund', long), 'input_invalid', 'closing_es')
  assert.deepEqual(await settings(), known)
})

test('a variable that stands for nothing is refused by the field that has it', async () => {
  const refused = await changeTexts('refund', { closing_es: 'Hola {nombre}' })
  assertRefused(refused, 'variable_unknown', 'closing_es')
  assertRefused(
    await changeSender({ signature_en: '{doors} {}' }),
    'variable_unknown',
    'signature_en',
  )
  assert.equal((await changeTexts('refund', { closing_es: 'Braces } { are fine' })).status, 200)
  assert.equal((await changeTexts('refund', { closing_es: '' })).status, 200)
})

test('of two who save at once one is told who was first, and nothing is overwritten', async () => {
  const { sender, texts } = await settings()
  const names = await Promise.all(
    ['One', 'Two'].map((sender_name) => changeSender({ sender_name }, sender.version)),
  )
  assert.deepEqual(new Set(names.map(({ status }) => status)), new Set([200, 409]))
  const kind = 'booking_moved'
  const version = texts.find((one) => one.kind === kind)?.version
  assert.equal(version, 0)
  const lines = await Promise.all(
    ['One', 'Two'].map((opening_en) => changeTexts(kind, { opening_en }, version)),
  )
  assert.deepEqual(new Set(lines.map(({ status }) => status)), new Set([200, 409]))
  const late = lines.find(({ status }) => status === 409)
  assert.deepEqual(
    [late?.body.code, late?.body.errors[0]?.field],
    ['changed_meanwhile', 'opening_en'],
  )
  const deeds = (await deedsOf(house, 'mail_settings')).map(({ action }) => action)
  assert.equal(deeds.filter((one) => one === 'mail_texts.changed').length, 4)
})

test('every mail is previewed in both languages, as HTML and as text, with words not yet saved', async () => {
  for (const { kind } of (await settings()).texts)
    for (const language of ['en', 'es']) {
      const words = { kind, language, opening: 'Own <i>{name}</i>', closing: 'Fin {doors}' }
      const page = await shown(words)
      assert.equal(page.status, 200, `${kind} ${language}`)
      assert.match(page.text, /Own &#60;i&#62;Ada&#60;\/i&#62;/)
      assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/)
      assert.doesNotMatch(page.text, /<script|<form|href="|cid:/)
      const text = await shown(words, '/text')
      assert.match(text.text, /Own &#60;i&#62;Ada&#60;\/i&#62;/, `${kind} ${language}`)
      assert.match(text.text, language === 'en' ? /lang="en/ : /lang="es/)
    }
  assert.equal((await shown({ kind: 'nothing', language: 'en' })).status, 422)
})

const trial = (id: string, kind = 'confirmation') =>
  dashboard(house, owner, 'POST', `${path}/trials`, { id, kind, language: 'es' })

test('a member sends a test to themselves: once per press, and not too many', async () => {
  const id = newId('mtr')
  const pressed = await Promise.all([trial(id), trial(id), trial(id)])
  assert.deepEqual(new Set(pressed.map(({ status }) => status)), new Set([200]))
  const mail = await house.mailbox.waitFor(({ subject }) => subject.startsWith('Prueba: '))
  assert.deepEqual(
    mail.to.map(({ address }) => address),
    ['owner@demo.example'],
  )
  assert.match(mail.text ?? '', /Qué bien, Ada/)
  const others = await Promise.all(Array.from({ length: 8 }, () => trial(newId('mtr'))))
  assert.equal(others.filter(({ status }) => status === 200).length, 4)
  const late = others.find(({ status }) => status === 429)
  assert.equal(late?.body.code, 'rate_limited')
  await eventually('five are sent', async () => {
    const mails = await house.mailbox.mails()
    return mails.filter(({ subject }) => subject.startsWith('Prueba: ')).length === 5
  })
})

test('the owner alone reads and changes it', async () => {
  const { sender } = await settings()
  for (const role of ['manager', 'host', 'door'] as const) {
    const browser = await signedInAs(house, role)
    const may = { id: newId('mtr'), kind: 'refund', language: 'en' }
    for (const [method, way, body] of [
      ['GET', path, {}],
      ['PUT', `${path}/sender`, sender],
      ['POST', `${path}/trials`, may],
    ] as const)
      assert.equal(
        (await dashboard(house, browser, method, way, body)).status,
        403,
        `${role} ${way}`,
      )
    const page = await browser.get('/dashboard/settings/mail/preview?kind=refund&language=en')
    assert.equal(page.status, 403)
  }
})
