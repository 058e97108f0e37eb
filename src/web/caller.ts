import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { may, whoIs, type Browser, type Permission, type SignedIn } from '../identity/index.ts'
import type { Config } from '../kernel/index.ts'
import type { Site } from './site.ts'

/** Who of the venue sends a request: a member by their session, or a device by its key. */
export type Caller = ({ kind: 'member' } & SignedIn) | { kind: 'device'; device: Device }

/** What a key of the settings opens, whoever has it. */
interface Device {
  name: 'door' | 'staff'
  permissions: Permission[]
}

/** The scanners at the door let guests in, and that is all. */
const DOOR: Device = { name: 'door', permissions: ['guests.admit'] }
/** A till or a list of another maker: all of the evening, and nothing of revenue or of members. */
const STAFF: Device = {
  name: 'staff',
  permissions: ['parties.read', 'parties.manage', 'door_money.take', 'money.decide'],
}

const callers = new WeakMap<FastifyRequest, Caller>()

/** Finds out who sends a request, as the settings and the database know them at this moment. */
export async function identify(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const device = deviceOf(site.config, request)
  if (device) return void callers.set(request, { kind: 'device', device })
  const signedIn = await whoIs(site.identity, browserOf(request))
  if (!signedIn) return
  if (signedIn.cookies.length > 0) reply.header('set-cookie', signedIn.cookies)
  callers.set(request, { kind: 'member', ...signedIn })
}

/** Who was found to send a request; undefined for nobody of the venue. */
export function callerOf(request: FastifyRequest): Caller | undefined {
  return callers.get(request)
}

/** May whoever sends a request do that? */
export function isAllowed(caller: Caller | undefined, permission: Permission): boolean {
  if (caller?.kind === 'device') return caller.device.permissions.includes(permission)
  return caller !== undefined && may(caller.member.role, permission)
}

/** What a browser says of itself. */
export function browserOf({ headers }: FastifyRequest): Browser {
  return { cookie: headers.cookie, userAgent: headers['user-agent'] }
}

/** Does a request come with this key, as a bearer token? */
export function hasKey(request: FastifyRequest, known: string | undefined): boolean {
  const given = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  return known !== undefined && given !== undefined && isSame(known, given)
}

function deviceOf({ doorKey, staffKey }: Config, request: FastifyRequest): Device | undefined {
  if (hasKey(request, doorKey)) return DOOR
  return hasKey(request, staffKey) ? STAFF : undefined
}

/** Compares digests, which are of one length: so neither content nor length is told by the time. */
const isSame = (known: string, given: string) => timingSafeEqual(digest(known), digest(given))

const digest = (key: string) => createHash('sha256').update(key).digest()
