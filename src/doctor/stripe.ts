import { statusAtStripe, type StripeStatusNow } from '../inbox/index.ts'
import type { Config } from '../kernel/index.ts'
import { openGateway } from '../payments/index.ts'
import { doubtful, well, wrong, type Finding } from './finding.ts'

const KEYS_PAGE = 'https://dashboard.stripe.com/apikeys'
const WEBHOOKS_PAGE = 'https://dashboard.stripe.com/webhooks'
/** A clock that is kept by the network is never so wrong. */
const CLOCK_SECONDS = 10

/** Asks Stripe about keys, account, endpoint and clock: what the dashboard shows its owner, too. */
export async function lookAtStripe(config: Config): Promise<Finding[]> {
  const status = await statusAtStripe({ gateway: openGateway(config.stripe) }, config)
  return [
    secretKey(status, config),
    publishableKey(status),
    account(status),
    endpoint(status),
    clock(status),
  ]
}

function secretKey({ secret_key: key }: StripeStatusNow, { environment }: Config): Finding {
  const check = 'secret key'
  const what = `the ${key.mode} key that ends in ${key.last4}`
  if (key.says === null)
    return doubtful(
      check,
      'Stripe does not answer',
      'Try again; look at https://status.stripe.com.',
    )
  if (key.says === 'invalid')
    return wrong(check, `Stripe does not know ${what}`, `Take a new one from ${KEYS_PAGE}.`)
  return well(check, `${what} is taken, as ${environment} needs it`)
}

function publishableKey({ publishable_key: key }: StripeStatusNow): Finding {
  const check = 'publishable key'
  const what = `the ${key.mode} key that ends in ${key.last4}`
  if (key.says === null)
    return doubtful(
      check,
      'Stripe does not answer',
      'Try again; look at https://status.stripe.com.',
    )
  if (key.says === 'invalid')
    return wrong(check, `Stripe does not know ${what}`, `Take the one from ${KEYS_PAGE}.`)
  return well(check, `${what} is taken`)
}

function account({ account: found, secret_key: key }: StripeStatusNow): Finding {
  const check = 'account'
  if (key.says === 'limited')
    return doubtful(
      check,
      'a restricted key cannot see the account',
      'See in Stripe’s dashboard that it takes payments.',
    )
  if (!found) return doubtful(check, 'nothing is known of it', 'Mend the secret key first.')
  const name = found.name ?? found.id
  if (!found.takes_charges)
    return wrong(check, `${name} may not take payments`, 'Finish its set-up in Stripe’s dashboard.')
  if (!found.pays_out)
    return doubtful(check, `${name} is paid nothing out`, 'Give Stripe what it asks for.')
  return well(check, `${name} takes payments and is paid out`)
}

function endpoint({ endpoint: found, api_version }: StripeStatusNow): Finding {
  const check = 'endpoint'
  const { url, lacks } = found
  switch (found.state) {
    case null:
      return doubtful(check, `nothing is known of ${url}`, 'Mend the secret key first.')
    case 'unseen':
      return doubtful(check, 'the restricted key may not look', 'Let it read webhook endpoints.')
    case 'laptop':
      return doubtful(check, 'there is none for a laptop', 'Let `stripe listen` bring the events.')
    case 'missing':
      return wrong(check, `Stripe has none for ${url}`, `Add it at ${WEBHOOKS_PAGE}.`)
    case 'disabled':
      return wrong(check, `the one for ${url} is disabled`, `Enable it at ${WEBHOOKS_PAGE}.`)
    case 'enabled':
      if (lacks.length > 0)
        return wrong(
          check,
          `${url} is not subscribed to ${lacks.join(', ')}`,
          `Add these events at ${WEBHOOKS_PAGE}.`,
        )
      if (found.api_version !== null && found.api_version !== api_version)
        return doubtful(
          check,
          `${url} gets events of ${found.api_version}`,
          `Make one of ${api_version} in its place: others cost a request for each event.`,
        )
      return well(check, `${url} is enabled and subscribed to all that is needed`)
  }
}

function clock({ clock: found }: StripeStatusNow): Finding {
  const check = 'clock'
  if (!found) return doubtful(check, 'Stripe has told no time', 'Look that the time is right.')
  const seconds = Math.abs(found.ahead_seconds)
  const says = `${seconds} s ${found.ahead_seconds < 0 ? 'behind' : 'ahead of'} Stripe`
  const todo = 'Set it by NTP: `timedatectl set-ntp true`.'
  if (seconds >= found.refused_from_seconds)
    return wrong(check, `${says}: its events are refused`, todo)
  return seconds >= CLOCK_SECONDS ? doubtful(check, says, todo) : well(check, says)
}
