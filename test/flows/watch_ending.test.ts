import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { eventually, fulfilled, pay, placeOrder } from '../guest.ts'
import { openPremises, type Premises, type Server } from '../processes.ts'
import { lockWaits } from '../till.ts'

// How a process ends that a supervisor tells to: what it says, finishes, gives back and cuts.

const token = 'a-token-for-whoever-collects-the-metrics'

let premises: Premises
let server: Server
before(async () => {
  premises = await openPremises(1, { SWEEP_SECONDS_MAX: '0' })
  ;[server] = premises.servers as [Server]
})
after(() => premises.close())

/** A request whose body is not complete yet, and that the server has begun to read. */
async function beginRequest(url: string, path: string, body: string) {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let answer = ''
  socket.setEncoding('utf8').on('data', (text: string) => (answer += text))
  socket.on('error', () => {})
  const closed = once(socket, 'close')
  await once(socket, 'connect')
  socket.write(
    `POST ${path} HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\n` +
      `content-length: ${body.length}\r\nexpect: 100-continue\r\n\r\n`,
  )
  await eventually('the server reads it', async () => answer.includes('100 Continue'))
  socket.write(body.slice(0, -1))
  return {
    finish: async () => {
      socket.write(body.slice(-1))
      await closed
      return answer
    },
    closed,
  }
}

/** A mail server that takes connections and never says a word. */
async function silentMailServer() {
  const sockets = new Set<Socket>()
  const listening = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  listening.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  return {
    url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    isAsked: async () => sockets.size > 0,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      listening.close()
      await once(listening, 'close')
    },
  }
}

test('told to end, a server says so, takes nobody new, and finishes what is at hand', async () => {
  await server.start({ DRAIN_SECONDS: '1', STOP_SECONDS_MAX: '60' })
  const request = await beginRequest(server.url, '/api/orders', '{"lines": []}')
  const end = server.kill('SIGTERM')
  await eventually('it says so', async () => {
    const answer = await fetch(`${server.url}/readyz`)
    const body = (await answer.json()) as object
    if (answer.status === 200) return false
    assert.deepEqual(body, { status: 'not_ready', reason: 'stopping' })
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200)
    return true
  })
  await eventually('nobody new is taken', async () => {
    return fetch(`${server.url}/healthz`).then(
      () => false,
      () => true,
    )
  })
  assert.ok(server.isRunning(), 'what is at hand is waited for')
  const answer = await request.finish()
  assert.match(answer, /HTTP\/1\.1 422 |HTTP\/1\.1 400 /)
  assert.match(answer, /"code":"input_invalid"/)
  await end
  assert.equal((await server.ended()).how, 0)
})

test('a job that does not end in time is given back, and a worker does it, which tells of itself as servers do', async () => {
  const mute = await silentMailServer()
  await server.start({ SMTP_URL: mute.url, STOP_SECONDS_MAX: '7' })
  const office = { url: server.url, sim: premises.sim }
  const night = await addNight(premises.db)
  const order = await placeOrder(office, night.slug, { [night.types[0] ?? '']: 1 })
  await pay(office, order)
  await fulfilled(premises, order, 1)
  await eventually('the mail is being sent', mute.isAsked)
  await server.kill('SIGTERM')
  assert.equal((await server.ended()).how, 0)
  const { rows } = await premises.db.query<{ state: string }>({
    text: `select state from pgboss.job where name = 'mail.send'`,
  })
  assert.deepEqual(rows, [{ state: 'retry' }])
  await mute.close()
  await server.start({ ROLE: 'worker', METRICS_TOKEN: token, STOP_SECONDS_MAX: '1' })
  await eventually('the next one has sent it', async () => {
    const { rows: sent } = await premises.db.query({
      text: `select from mails where state = 'sent'`,
    })
    return sent.length === 1
  })
  assert.equal((await fetch(`${server.url}/metrics`)).status, 401)
  await eventually('the worker has counted it', async () => {
    const headers = { authorization: `Bearer ${token}` }
    const answer = await fetch(`${server.url}/metrics`, { headers })
    return (await answer.text()).includes(
      'coatcheck_job_runs_total{queue="mail.send",outcome="done"} ',
    )
  })
})

test('at the limit, or told once more, a process ends at once, and nothing is lost', async () => {
  assert.ok(server.isRunning(), 'it has a second to end')
  const holder = await premises.db.connect()
  await holder.query(
    'begin; set local idle_in_transaction_session_timeout = 0; lock table migrations',
  )
  void fetch(`${server.url}/readyz`).catch(() => {})
  await lockWaits(premises, 1, holder)
  await server.kill('SIGTERM')
  assert.equal((await server.ended()).how, 1, 'at the limit')
  await holder.query('rollback')
  holder.release()

  await server.start({ STOP_SECONDS_MAX: '3000' })
  const request = await beginRequest(server.url, '/api/orders', '{"lines": []}')
  const end = server.kill('SIGTERM')
  await eventually('it is ending', async () => {
    return fetch(`${server.url}/healthz`).then(
      () => false,
      () => true,
    )
  })
  assert.ok(server.isRunning())
  await Promise.all([server.kill('SIGTERM'), end])
  assert.equal((await server.ended()).how, 1, 'told once more')
  await request.closed
  await audit(premises)
})
