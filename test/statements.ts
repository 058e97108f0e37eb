import { Client } from 'pg'

/** A statement of this process, and whether it was sent while an answer was awaited already. */
export interface Asked {
  text: string
  name: string
  values: string
  connection: object
  isAlongside: boolean
}

/**
 * Listens to every statement that goes out from this process, the product's and its queue's, until
 * `stop`: what a sale costs is counted by it.
 */
export function listenToStatements(): { asked: Asked[]; stop(): void } {
  const asked: Asked[] = []
  const underWay = new WeakMap<object, number>()
  const count = (connection: object, by: number) =>
    underWay.set(connection, (underWay.get(connection) ?? 0) + by)
  const own: (this: Client, ...given: unknown[]) => unknown = Reflect.get(Client.prototype, 'query')
  Client.prototype.query = function query(this: Client, ...given: unknown[]) {
    const [config] = given
    const {
      text,
      name = '',
      values = [],
    } = typeof config === 'string' ? { text: config } : read(config)
    const isAlongside = (underWay.get(this) ?? 0) > 0
    asked.push({ text, name, values: JSON.stringify(values), connection: this, isAlongside })
    const answer = own.apply(this, given)
    if (answer instanceof Promise) {
      count(this, 1)
      const end = () => count(this, -1)
      answer.then(end, end)
    }
    return answer
  } as typeof Client.prototype.query
  return { asked, stop: () => Reflect.set(Client.prototype, 'query', own) }
}

const read = (config: unknown) => config as { text: string; name?: string; values?: unknown[] }

/** The statements of the transaction with one of this name in it that names `id`; all in order. */
export function transactionWith(asked: Asked[], name: string, id: string): Asked[] {
  const at = asked.findIndex((one) => one.name === name && one.values.includes(id))
  if (at < 0) throw new Error(`No ${name} names ${id}.`)
  const { connection } = asked[at] as Asked
  const ofIt = asked.filter((one) => one.connection === connection)
  const middle = ofIt.indexOf(asked[at] as Asked)
  const begin = ofIt.findLastIndex(({ text }, index) => index < middle && text === 'begin')
  const end = ofIt.findIndex(({ text }, index) => index > middle && text === 'commit')
  return ofIt.slice(begin, end + 1)
}

/** How often one waited for an answer. */
export const turnsOf = (asked: Asked[]) => asked.filter(({ isAlongside }) => !isAlongside).length
