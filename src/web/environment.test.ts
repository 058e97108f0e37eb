import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Compose, Letter } from '../mail/index.ts'
import { saidInMails } from './environment.ts'

const to = { name: 'Ada', address: 'ada@guest.example' }
const framed = (locale: string): Letter => ({
  to,
  subject: 'Your tickets',
  html: `<!doctype html><html lang="${locale}"><body style="margin:0"><p>Hello</p></body></html>`,
  text: 'Hello',
})
const composers: Record<string, Compose> = {
  english: async () => framed('en-GB'),
  spanish: async () => framed('es-ES'),
  alert: async () => ({ ...framed('en'), html: '<p>Something needs a person.</p>' }),
  nobody: async () => null,
}
const drawn = async (kind: string) => (await saidInMails('staging', composers)[kind]?.('x')) ?? null

test('a mail from staging says so before all else, in its own language', async () => {
  const english = await drawn('english')
  assert.equal(english?.subject, '[Staging] Your tickets')
  assert.match(english.html, /<body style="margin:0"><p style="[^"]+">Staging, a copy for trials/)
  assert.match(english.text, /^Staging, a copy for trials: no real money moves.*\n\nHello$/)
  const spanish = await drawn('spanish')
  assert.equal(spanish?.subject, '[Pruebas] Your tickets')
  assert.match(spanish.html, /<body style="margin:0"><p style="[^"]+">Copia de pruebas/)
})

test('a mail without a frame says so too, and nobody is still nobody', async () => {
  const alert = await drawn('alert')
  assert.match(alert?.html ?? '', /^<p style="[^"]+">Staging, .*<\/p><p>Something needs a person/)
  assert.equal(await drawn('nobody'), null)
})

test('mails from the real house and from a demo are as they were', () => {
  for (const environment of ['production', 'demo'] as const)
    assert.equal(saidInMails(environment, composers), composers)
})
