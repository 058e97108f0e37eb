import { rows, send, type Queryable, type Tx } from '../kernel/index.ts'

/** A piece of work that a committed transaction asked for. */
export interface JobRequest {
  queue: string
  payload: object
  start_after: Date
}

/** Notes work to be done, no earlier than `delaySeconds` from now by the database's clock. */
export function insertRequest(
  tx: Tx,
  queue: string,
  payload: object,
  delaySeconds: number,
): Promise<void> {
  return send(
    tx,
    'insert_job_request',
    `insert into job_requests (queue, payload, start_after)
     values ($1, $2, now() + make_interval(secs => $3))`,
    [queue, payload, delaySeconds],
  )
}

/**
 * Takes the oldest requests of `queues` out; other relays skip the rows that this one has locked.
 */
export function takeRequests(
  tx: Queryable,
  queues: string[],
  limit: number,
): Promise<JobRequest[]> {
  return rows<JobRequest>(
    tx,
    'take_job_requests',
    `delete from job_requests where id in
       (select id from job_requests where queue = any($1)
         order by id limit $2 for update skip locked)
     returning queue, payload, start_after`,
    [queues, limit],
  )
}
