import { createHmac } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { Config } from '../kernel/index.ts'

/** An IPv6 network that one household, or one server, is given: it has 2^64 addresses to use. */
const IPV6_GROUPS = 4
const IPV6_GROUPS_ALL = 8

/**
 * What an address is known by here: a digest under a key that the database does not have, so that
 * whoever reads it there cannot try all addresses. Addresses of one network are one visitor.
 */
export function visitorOf(address: string, key: string): string {
  return createHmac('sha256', key)
    .update(`visitor ${networkOf(address)}`)
    .digest('base64url')
}

/** Its key is a secret that every process of an installation has, and the database has not. */
export function visitorOfRequest({ authSecret }: Config, { ip }: FastifyRequest): string {
  return visitorOf(ip, authSecret)
}

function networkOf(address: string): string {
  const [plain = ''] = address.split('%')
  if (!isIPv6(plain)) return address
  // A URL writes it in the one short form.
  const short = new URL(`http://[${plain}]`).hostname.slice(1, -1)
  const mapped = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(short)
  if (mapped) return mapped.slice(1).flatMap(bytesOf).join('.')
  const [left = [], right = []] = short.split('::').map((half) => half.split(':').filter(Boolean))
  const zeros = Array.from({ length: IPV6_GROUPS_ALL - left.length - right.length }, () => '0')
  return [...left, ...zeros, ...right].slice(0, IPV6_GROUPS).join(':')
}

/** The two bytes of a group, as an IPv4 address is written. */
function bytesOf(group: string): number[] {
  const value = Number.parseInt(group, 16)
  return [value >> 8, value & 0xff]
}
