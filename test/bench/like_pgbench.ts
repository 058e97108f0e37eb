import { fork } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { Client } from 'pg'

/** Each statement of the transaction, with `:n` for a number that is nobody else's. */
export const STATEMENTS = [
  `insert into webhooks (id, type) values ('evt_' || :n, 'payment_intent.succeeded')
     on conflict do nothing`,
  `update orders set state = 'fulfilled', paid_at = now() where id = 'ord_' || :order`,
  `insert into tickets (id, order_id, code) values ('tkt_' || :n, 'ord_' || :order, 'code_' || :n)`,
  `insert into job_requests (queue, payload) values ('mail.send', '{"mail_id": "mail_1"}')`,
]

/** So many clients at once, for so many seconds, on a database with so many orders. */
interface Run {
  url: string
  clients: number
  seconds: number
  orders: number
}

/** What stands for pgbench where there is none: a process of its own; transactions a second. */
export async function runLikePgbench(run: Run): Promise<number> {
  const child = fork(import.meta.filename, [JSON.stringify(run)])
  const [{ rate }] = (await once(child, 'message')) as [{ rate: number }]
  return rate
}

async function drive({ url, clients, seconds, orders }: Run): Promise<number> {
  const prepared = STATEMENTS.map((text, at) => {
    const names: string[] = []
    const parsed = text.replaceAll(/:(n|order)\b/g, (_, name: string) => {
      if (!names.includes(name)) names.push(name)
      return `$${names.indexOf(name) + 1}::text`
    })
    return { name: `minimal_${at}`, text: parsed, names }
  })
  const open = await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new Client({ connectionString: url })
      await client.connect()
      return client
    }),
  )
  const began = performance.now()
  const counts = await Promise.all(
    open.map(async (client, at) => {
      let done = 0
      for (; performance.now() - began < seconds * 1000; done += 1) {
        const known = { n: `${process.pid}-${at}-${done}`, order: String(randomInt(1, orders)) }
        await client.query('begin')
        for (const { name, text, names } of prepared)
          await client.query({
            name,
            text,
            values: names.map((one) => known[one as keyof typeof known]),
          })
        await client.query('commit')
      }
      return done
    }),
  )
  const rate = counts.reduce((sum, one) => sum + one, 0) / ((performance.now() - began) / 1000)
  await Promise.all(open.map((client) => client.end()))
  return rate
}

if (import.meta.main) {
  const rate = await drive(JSON.parse(process.argv[2] ?? '') as Run)
  process.send?.({ rate })
  process.disconnect?.()
}
