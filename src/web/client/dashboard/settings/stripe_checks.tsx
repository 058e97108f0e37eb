import type { StripeStatusAnswer } from '../../../dashboard/api/stripe_status_answers.ts'
import { Ago } from '../app/ago.tsx'
import { useFrame } from '../app/frame.tsx'
import type { AppWords } from '../app/words.ts'
import { Check, type Checked } from './check.tsx'

/** Two clocks that are set by the network differ by less; more will not mend itself. */
const CLOCK_SECONDS_MAX = 10

type Words = AppWords['stripe']
type Status = StripeStatusAnswer

/** Everything that must be right between the house and Stripe. */
export function StripeChecks({ status }: { status: Status }) {
  const { words } = useFrame()
  const said = words.stripe
  const checks = [
    modeOf(said, status),
    keyOf(said, said.secretKey, status.secret_key, 'STRIPE_SECRET_KEY'),
    keyOf(said, said.publishableKey, status.publishable_key, 'STRIPE_PUBLISHABLE_KEY'),
    accountOf(said, status),
    endpointOf(said, status),
    versionOf(said, status),
    lastEventOf(said, status),
    clockOf(said, status),
  ]
  return (
    <dl className="checks">
      {checks.map((one) => (
        <Check key={one.name} {...one} />
      ))}
    </dl>
  )
}

/** Both keys are of one mode: nothing starts otherwise. */
function modeOf(said: Words, { secret_key }: Status): Checked {
  return { name: said.mode, tone: 'good', says: said.modes[secret_key.mode] }
}

function keyOf(
  said: Words,
  name: string,
  { says, last4 }: Status['secret_key'] | Status['publishable_key'],
  setting: string,
): Checked {
  const isWrong = says === 'invalid'
  return {
    name,
    tone: says === null ? 'unknown' : isWrong ? 'bad' : 'good',
    says: (
      <>
        {said.keys[says ?? 'unknown']} <span className="dim">{said.ending(last4)}</span>
      </>
    ),
    todo: isWrong ? said.keyWrong(setting) : undefined,
  }
}

function accountOf(said: Words, { account }: Status): Checked {
  if (!account) return { name: said.account, tone: 'unknown', says: said.noAccount }
  const { id, name, takes_charges, pays_out } = account
  const isWell = takes_charges && pays_out
  const todo = takes_charges ? said.noPayouts : said.noCharges
  return {
    name: said.account,
    tone: isWell ? 'good' : 'bad',
    says: (
      <>
        {name} <span className="dim">{id}</span>
        {isWell && <>. {said.takesCharges}</>}
      </>
    ),
    todo: isWell ? undefined : todo,
  }
}

function endpointOf(said: Words, { secret_key, endpoint }: Status): Checked {
  const { state, url, lacks } = endpoint
  const { lacking, unknown, ...others } = said.endpoints
  const isLacking = state === 'enabled' && lacks.length > 0
  // With a wrong key Stripe has answered, and yet said nothing of it.
  const none = secret_key.says === 'invalid' ? said.noAccount : unknown
  const says = state === null ? none : isLacking ? lacking(lacks.length) : others[state]
  const todos: Record<string, string> = {
    disabled: said.endpointDisabled,
    missing: said.endpointMissing(url),
    lacks: said.endpointLacks(lacks.join(', ')),
  }
  const todo = todos[isLacking ? 'lacks' : (state ?? '')]
  const isKnown = state === 'enabled' || state === 'laptop'
  return {
    name: said.endpoint,
    tone: todo ? 'bad' : isKnown ? 'good' : 'unknown',
    says: (
      <>
        {says} <span className="dim">{url}</span>
      </>
    ),
    todo,
  }
}

function versionOf(said: Words, { api_version, endpoint, last_event }: Status): Checked {
  const theirs = endpoint.api_version ?? last_event?.api_version ?? api_version
  const isSame = theirs === api_version
  return {
    name: said.version,
    tone: isSame ? 'good' : 'bad',
    says: said.versionSame(api_version),
    todo: isSame ? undefined : said.versionOther(api_version, theirs),
  }
}

function lastEventOf(said: Words, { last_event }: Status): Checked {
  if (!last_event)
    return { name: said.lastEvent, tone: 'unknown', says: said.noEvent, todo: said.noEventNote }
  const says = (
    <>
      {last_event.type}, <Ago at={last_event.at} />
    </>
  )
  return { name: said.lastEvent, tone: 'good', says }
}

function clockOf(said: Words, { clock }: Status): Checked {
  if (!clock) return { name: said.clock, tone: 'unknown', says: said.clockUnknown }
  const { ahead_seconds, refused_from_seconds } = clock
  const isOff = Math.abs(ahead_seconds) > CLOCK_SECONDS_MAX
  return {
    name: said.clock,
    tone: isOff ? 'bad' : 'good',
    says: isOff ? said.clockOff(Math.abs(ahead_seconds), ahead_seconds > 0) : said.clockSame,
    todo: isOff ? said.clockHelp(refused_from_seconds) : undefined,
  }
}
