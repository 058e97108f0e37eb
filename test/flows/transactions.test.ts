import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  attemptInside,
  openDatabase,
  send,
  transaction,
  type Database,
  type Tx,
} from '../../src/kernel/index.ts'
import { freshDatabase } from '../postgres.ts'

// What is sent within a transaction without waiting for its answer: nothing of it is lost, and
// nothing that follows from its failure is kept.

let database: Awaited<ReturnType<typeof freshDatabase>>
let db: Database
before(async () => {
  database = await freshDatabase()
  db = openDatabase(database.url, () => {})
  await db.query({ text: 'create table written (word text primary key)' })
})
after(async () => {
  await db.end()
  await database.drop()
})

const write = (tx: Tx, word: string) =>
  send(tx, 'write_word', 'insert into written (word) values ($1)', [word])
const fail = (tx: Tx) => send(tx, 'fail', 'select 1 / $1::int', [0])
const FAILED = { code: '22012' }
const ask = async (tx: Tx) => void (await tx.query({ text: 'select 1' }))

async function written(): Promise<string[]> {
  const { rows } = await db.query<{ word: string }>({
    text: 'delete from written returning word',
  })
  return rows.map(({ word }) => word).toSorted()
}

test('what was sent is committed, in its order, though nobody asked for it', async () => {
  await transaction(db, async (tx) => {
    await write(tx, 'a')
    await send(tx, 'change_word', `update written set word = 'b' where word = 'a'`)
    await write(tx, 'a')
  })
  assert.deepEqual(await written(), ['a', 'b'])
})

test('the next question fails with the error of what was sent before it', async () => {
  let isOver = false
  const failing = transaction(db, async (tx) => {
    tx.afterCommit(() => (isOver = true))
    await write(tx, 'a')
    await fail(tx)
    await write(tx, 'b')
    await ask(tx)
    assert.fail('was answered')
  })
  await assert.rejects(failing, FAILED)
  assert.equal(isOver, false)
  assert.deepEqual(await written(), [])
})

test('of two questions asked together the one that is heard first fails with that error, too', async () => {
  const slowly = async (tx: Tx, turns: number): Promise<void> =>
    turns > 0 ? await slowly(tx, turns - 1) : ask(tx)
  for (const turns of [0, 1, 5, 20]) {
    const failing = transaction(db, async (tx) => {
      await fail(tx)
      await Promise.all([slowly(tx, turns), ask(tx)])
      assert.fail('was answered')
    })
    await assert.rejects(failing, FAILED, `${turns} turns`)
  }
})

test('a commit fails with the error of what was sent last', async () => {
  let isOver = false
  const failing = transaction(db, async (tx) => {
    tx.afterCommit(() => (isOver = true))
    await write(tx, 'a')
    await fail(tx)
  })
  await assert.rejects(failing, FAILED)
  assert.equal(isOver, false)
  assert.deepEqual(await written(), [])
})

test('behind a savepoint only what was sent behind it is undone', async () => {
  const tries: ((tx: Tx) => Promise<void>)[] = [
    async (tx) => fail(tx),
    async (tx) => {
      await fail(tx)
      await ask(tx)
    },
    async (tx) => {
      await fail(tx)
      throw Object.assign(new Error('of its own'), FAILED)
    },
  ]
  for (const one of tries) {
    await transaction(db, async (tx) => {
      await write(tx, 'before')
      const tried = await attemptInside(tx, async () => {
        await write(tx, 'behind')
        await one(tx)
      })
      assert.ok('error' in tried)
      assert.equal((tried.error as { code: string }).code, FAILED.code)
      await write(tx, 'after')
    })
    assert.deepEqual(await written(), ['after', 'before'])
  }
})

test('what has failed before a savepoint ends all of it, with its own error', async () => {
  const failing = transaction(db, async (tx) => {
    await write(tx, 'before')
    await fail(tx)
    await attemptInside(tx, () => ask(tx))
    await write(tx, 'after')
  })
  await assert.rejects(failing, FAILED)
  assert.deepEqual(await written(), [])
})

test('work that goes on after its transaction has ended writes nothing', async () => {
  let late: Tx | undefined
  await transaction(db, async (tx) => {
    late = tx
    await write(tx, 'a')
  })
  await assert.rejects(async () => ask(late as Tx), /after the end of its transaction/)
  await assert.rejects(async () => write(late as Tx, 'b'), /after the end of its transaction/)
  assert.deepEqual(await written(), ['a'])
})

test('a refused request leaves nothing of what it has sent', async () => {
  const result = await transaction(db, async (tx) => {
    await write(tx, 'a')
    return { refused: 'sold_out', field: 'night' } as const
  })
  assert.equal(result.refused, 'sold_out')
  assert.deepEqual(await written(), [])
})

test('a statement that fails where it is prepared is prepared again on its connection', async () => {
  const client = openDatabase(database.url, () => {})
  try {
    const once = (divisor: number) =>
      transaction(client, async (tx) => {
        await send(tx, 'divide', 'select 1 / $1::int', [divisor])
        await send(tx, 'first_word', 'select word from written limit 1')
        await ask(tx)
      })
    await assert.rejects(once(0), FAILED)
    await once(1)
    await once(1)
  } finally {
    await client.end()
  }
})
