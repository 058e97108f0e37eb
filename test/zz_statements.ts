import pg from 'pg'
import { openHouse } from './house.ts'
import { addNight } from './catalog.ts'
import { clientSecretOf, confirm, fulfilled, api, tryToPlace } from './guest.ts'
import { newId, newSecret } from '../src/kernel/index.ts'
const log: string[] = []
const { Client } = pg
const own = Client.prototype.query
Client.prototype.query = function (this: any, ...args: any[]) {
  const c = args[0]
  const text = typeof c === 'string' ? c : (c?.text ?? '?')
  const app = this.connectionParameters?.application_name ?? ''
  log.push(
    `${app.slice(0, 9).padEnd(9)} ${String(this.processID).slice(-3)} ${typeof c === 'object' && c.name ? '[' + c.name + '] ' : ''}${text.replace(/\s+/g, ' ').slice(0, 110)}`,
  )
  return (own as any).apply(this, args)
} as any
const house = await openHouse({})
const { slug, types } = await addNight(house.db, { types: [{ capacity: 1000 }] })
const type = types[0]!
const mark = (s: string) => log.push('=== ' + s)
const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms))
for (let i = 0; i < 2; i++) {
  await sleep(1500)
  log.length = 0
  mark('place')
  const order = { order_id: newId('ord'), secret: newSecret() }
  await tryToPlace(house, slug, { [type]: 1 }, order)
  mark('guest')
  await api(
    house,
    'PUT',
    `/api/orders/${order.order_id}/guest`,
    { name: 'Ada', email: 'a@x.example' },
    order,
  )
  mark('payment')
  const secret = await clientSecretOf(house, order)
  await sleep(1000)
  mark('confirm')
  await confirm(house, order, secret)
  await fulfilled({ db: house.db } as any, order, 1)
  mark('fulfilled')
  await sleep(3000)
  mark('state')
  await fetch(`${house.url}/orders/${order.order_id}/${order.secret}/state`)
  mark('end')
}
console.log(log.join('\n'))
await house.close()
