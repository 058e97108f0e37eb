import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { demoMembers, demoPassword, type Role } from '../src/identity/index.ts'
import type { House } from './house.ts'

/** A page, or wherever it leads. */
interface Shown {
  status: number
  /** Where it leads to, without the house's address; empty for a page. */
  location: string
  text: string
  headers: Headers
}

/** A browser of somebody of the venue: it keeps cookies, and says where a form comes from. */
export interface Browser {
  get(path: string): Promise<Shown>
  post(path: string, form?: Record<string, string>): Promise<Shown>
  /** What it would send as its cookies. */
  cookie(): string
  /** Has it a session's cookie? */
  isIn(): boolean
}

/** Opens a browser at `url`; `from` is the address that it comes from. */
export function openBrowser({ url }: { url: string }, cookie = '', from = ''): Browser {
  const jar = new Map(
    cookie
      .split('; ')
      .filter(Boolean)
      .map((one) => [one.split('=')[0] ?? '', one.slice(one.indexOf('=') + 1)] as const),
  )
  const send = async (path: string, form?: Record<string, string>): Promise<Shown> => {
    const response = await fetch(url + path, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        cookie: sent(),
        'user-agent': 'a test',
        ...(from && { 'x-forwarded-for': from }),
        ...(form && { origin: url, 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form && { body: new URLSearchParams(form).toString() }),
    })
    for (const line of response.headers.getSetCookie()) keep(jar, line)
    const location = response.headers.get('location') ?? ''
    const { status, headers } = response
    return { status, location, text: await response.text(), headers }
  }
  const sent = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  return {
    get: (path) => send(path),
    post: (path, form = {}) => send(path, form),
    cookie: sent,
    isIn: () => jar.has('coatcheck.session_token'),
  }
}

function keep(jar: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split('; ')
  const name = pair.split('=')[0] ?? ''
  if (attributes.includes('Max-Age=0')) jar.delete(name)
  else jar.set(name, pair.slice(name.length + 1))
}

/** Signs somebody in who must get in. */
export async function signedIn(
  house: Pick<House, 'url'>,
  email: string,
  password: string = demoPassword,
): Promise<Browser> {
  const browser = openBrowser(house)
  const shown = await browser.post('/dashboard/sign-in', { email, password })
  assert.equal(shown.status, 303, shown.text)
  assert.match(shown.location, /^\/dashboard(?:\/door)?$/)
  return browser
}

/** Signs in a demo's member of that role. */
export function signedInAs(house: Pick<House, 'url'>, role: Role): Promise<Browser> {
  return signedIn(house, demoMembers.find((one) => one.role === role)?.email ?? '')
}

/** What the audit trail says that members did, oldest first. */
export async function deedsOf({ db }: Pick<House, 'db'>, ...subjectIds: string[]) {
  const { rows } = await db.query<{ action: string; actor: string }>({
    text: `select action, actor, detail from audit_entries
            where subject_id = any($1) order by at, id`,
    values: [subjectIds],
  })
  return rows
}

/** The id of the member with this address. */
export async function memberId({ db }: Pick<House, 'db'>, email: string): Promise<string> {
  const { rows } = await db.query<{ id: string }>({
    text: `select id from identity.members where email = $1`,
    values: [email],
  })
  return rows[0]?.id ?? assert.fail(`${email} is no member`)
}

/** The code that an authenticator app shows for a key at this moment (RFC 6238). */
export function codeOf(key: string, at_ms: number = Date.now()): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at_ms / 30_000)))
  const digest = createHmac('sha1', fromBase32(key)).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 0xf
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

function fromBase32(text: string): Buffer {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = Array.from(text.replaceAll(/[^A-Z2-7]/g, ''), (letter) =>
    letters.indexOf(letter).toString(2).padStart(5, '0'),
  ).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
