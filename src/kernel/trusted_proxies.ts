import { isIP, isIPv6 } from 'node:net'
import { z } from 'zod'

const BITS_MAX = { 4: 32, 6: 128 } as const
/** Names of networks that no guest comes from: this computer's own, and private ones. */
const NETWORKS = new Set(['loopback', 'linklocal', 'uniquelocal'])
/** Where a proxy on the same computer, or in the same cluster, asks from. */
const DEFAULT = [...NETWORKS].join(',')

/**
 * The proxies whose word is taken for where a request comes from (X-Forwarded-For): networks by
 * name or in CIDR form, parted by commas; `none` trusts nobody.
 */
export const trustedProxies = z
  .string()
  .transform((text) => text.split(',').map((network) => network.trim()))
  .refine((networks) => networks.join() === 'none' || networks.every(isNetwork), {
    error: 'must be none, or loopback, linklocal, uniquelocal, addresses or a.b.c.d/n',
  })
  .transform((networks) => (networks.join() === 'none' ? [] : networks))
  .prefault(DEFAULT)

function isNetwork(text: string): boolean {
  if (NETWORKS.has(text)) return true
  const [address = '', bits = '0', ...more] = text.split('/')
  const bits_max = BITS_MAX[isIPv6(address) ? 6 : 4]
  return isIP(address) > 0 && /^\d+$/.test(bits) && Number(bits) <= bits_max && more.length === 0
}
