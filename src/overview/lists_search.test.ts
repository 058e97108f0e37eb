import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../kernel/index.ts'
import { readSearch } from './lists_search.ts'

test('an order’s id, a payment’s id and four digits are looked for as what they are', () => {
  const id = newId('ord')
  assert.deepEqual(readSearch(` ${id.toUpperCase()} `), { by: 'order', text: id })
  assert.deepEqual(readSearch('pi_3Abc'), { by: 'intent', text: 'pi_3Abc' })
  assert.deepEqual(readSearch('4242'), { by: 'card', text: '4242' })
})

test('a word may begin a name or an address, one with an @ only an address, two only a name', () => {
  assert.deepEqual(readSearch('Zoë'), { by: 'guest', words: 'zoe:*', mail: 'zoë%' })
  assert.deepEqual(readSearch('Ada@guest'), { by: 'guest', words: null, mail: 'ada@guest%' })
  assert.deepEqual(readSearch('da Silva'), { by: 'guest', words: 'da:* & silva:*', mail: null })
})

test('nothing that is typed has a meaning of its own for a search', () => {
  assert.deepEqual(readSearch(`O'Brien | !x <-> (y)`), {
    by: 'guest',
    words: 'o:* & brien:* & x:* & y:*',
    mail: null,
  })
  assert.deepEqual(readSearch('50%_\\'), { by: 'guest', words: '50:*', mail: '50\\%\\_\\\\%' })
})

test('one letter is too little, unless it is a whole name', () => {
  for (const typed of ['', 'a', '!', '& |', 'ä'])
    assert.deepEqual(readSearch(typed), { by: 'nothing' }, typed)
  assert.deepEqual(readSearch('李'), { by: 'guest', words: '李:*', mail: null })
})
