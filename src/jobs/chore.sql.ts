import { rows, touched, type Queryable } from '../kernel/index.ts'

/** A chore that this process has claimed, until it says how it went or its lease ends. */
export interface ClaimedChore {
  name: string
  note: Record<string, unknown>
  /** Rounds that have failed one after the other until now. */
  failures: number
  /** Which claim it is: whoever was believed dead and is not may not write over the next one's. */
  claim: string
}

/** Enters new chores; those that are there are due now, unless somebody is at them. */
export function insertChores(db: Queryable, names: string[]): Promise<number> {
  return touched(
    db,
    'insert_chores',
    `insert into chores as c (name) select unnest($1::text[]) order by 1
     on conflict (name) do update set due_at = least(c.due_at, now()) where c.claimed_at is null`,
    [names],
  )
}

/** Claims those of `names` that are due, until `leaseSeconds` from now unless that is renewed. */
export function claimChores(
  db: Queryable,
  names: string[],
  leaseSeconds: number,
): Promise<ClaimedChore[]> {
  return rows<ClaimedChore>(
    db,
    'claim_chores',
    `update chores set claimed_at = clock_timestamp(), due_at = now() + make_interval(secs => $2)
      where name in (select name from chores where name = any($1) and due_at <= now()
                      for update skip locked)
      returning name, note, failures, claimed_at::text as claim`,
    [names, leaseSeconds],
  )
}

/** The claimer lives: the lease begins anew. 0 rows when the claim is lost. */
export function renewClaim(
  db: Queryable,
  chore: ClaimedChore,
  leaseSeconds: number,
): Promise<number> {
  return touched(
    db,
    'renew_chore',
    `update chores set due_at = now() + make_interval(secs => $3)
      where name = $1 and claimed_at = $2::timestamptz`,
    [chore.name, chore.claim, leaseSeconds],
  )
}

/** The round is done; the next one is due in `seconds`. 0 rows when the claim was lost. */
export function markDone(
  db: Queryable,
  chore: ClaimedChore,
  seconds: number,
  note: object,
): Promise<number> {
  return touched(
    db,
    'finish_chore',
    `update chores set claimed_at = null, done_at = now(), failures = 0, note = $4,
            due_at = now() + make_interval(secs => $3)
      where name = $1 and claimed_at = $2::timestamptz`,
    [chore.name, chore.claim, seconds, note],
  )
}

/**
 * The round failed; the pause begins with `seconds` and doubles, up to `secondsMax`. The next one
 * goes on from the note of `chore`.
 */
export function markChoreFailed(
  db: Queryable,
  chore: ClaimedChore,
  seconds: number,
  secondsMax: number,
): Promise<number> {
  return touched(
    db,
    'fail_chore',
    `update chores set claimed_at = null, failures = failures + 1, note = $5,
            due_at = now() + make_interval(secs => least($4, $3 * power(2, least(failures, 20))))
      where name = $1 and claimed_at = $2::timestamptz`,
    [chore.name, chore.claim, seconds, secondsMax, chore.note],
  )
}

/** Those of `names` of which so many rounds have failed, one after the other. */
export async function selectFailing(
  db: Queryable,
  names: string[],
  failures: number,
): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db,
    'failing_chores',
    `select name from chores where name = any($1) and failures >= $2`,
    [names, failures],
  )
  return found.map(({ name }) => name)
}

/**
 * Takes a turn at something that happens when it is needed, at most once in `seconds` by all
 * processes together. 0 rows: somebody had the turn a moment ago.
 */
export function claimTurn(db: Queryable, name: string, seconds: number): Promise<number> {
  return touched(
    db,
    'claim_turn',
    `insert into chores as c (name, due_at, done_at)
     values ($1, now() + make_interval(secs => $2), now())
     on conflict (name) do update set due_at = excluded.due_at, done_at = excluded.done_at
      where c.due_at <= now()`,
    [name, seconds],
  )
}
