import assert from 'node:assert/strict'
import { test } from 'node:test'
import { passwordFault } from './password.ts'

const OLGA = ['Olga Owner', 'olga@basement-nine.example']
const faultOf = async (text: string) => (await passwordFault(text, OLGA))?.refused

test('a password has its length, and no other rule', async () => {
  assert.equal(await faultOf('short enough'.slice(1)), 'password_invalid')
  assert.equal(await faultOf('x'.repeat(201)), 'password_invalid')
  for (const good of ['a long night out', 'kx7Qm2vTz9Lp', 'tangerine lamp seven'.repeat(10)])
    assert.equal(await faultOf(good), undefined, good)
})

test('what is tried first is no password', async () => {
  for (const one of ['passwordpassword', '123456789012', 'qwertyuiopas', 'Password1234'])
    assert.equal(await faultOf(one), 'password_guessable', one)
})

test('what is known of somebody is no password of theirs, in whatever order', async () => {
  for (const one of [
    'olga owner olga',
    'Basement-Nine 2026',
    'OwnerOlgaBasement',
    'olga.nine.1999',
  ])
    assert.equal(await faultOf(one), 'password_guessable', one)
})
