import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import { fastify } from 'fastify'
import { pino } from 'pino'
import { workAfterAnswers } from './after_answer.ts'

test('work is done after an answer, and where whoever asked is gone before', async () => {
  const app = fastify()
  const afterAnswer = workAfterAnswers(app, { log: pino({ level: 'silent' }) })
  const done: string[] = []
  const note = (what: string) => () => Promise.resolve(void done.push(what))
  const gone = Promise.withResolvers<void>()
  app.get('/stays', (_request, reply) => {
    afterAnswer(reply, note('stays'))
    return 'answered'
  })
  app.get('/leaves', async (_request, reply) => {
    client.destroy()
    await once(reply.raw, 'close')
    afterAnswer(reply, note('leaves'))
    gone.resolve()
    return 'not heard'
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  assert.equal(await (await fetch(`${url}/stays`)).text(), 'answered')
  const client = connect(Number(new URL(url).port), '127.0.0.1')
  client.end('GET /leaves HTTP/1.1\r\nHost: here\r\n\r\n')
  await gone.promise
  await app.close()
  assert.deepEqual(done, ['stays', 'leaves'])
})
