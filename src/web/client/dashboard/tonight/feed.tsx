import { Link } from 'wouter'
import type { FeedEntry } from '../../../dashboard/api/tonight_answers.ts'
import { useFrame } from '../app/frame.tsx'

const TONES: Record<FeedEntry['what'], string> = {
  sold: 'tag-good',
  given: 'tag-good',
  issued: 'tag-good',
  arrived: '',
  declined: 'tag-wait',
  refunded: 'tag-wait',
  disputed: 'tag-bad',
}

/** What has happened on the night, the latest first. */
export function Feed({ entries }: { entries: FeedEntry[] }) {
  const { words, formats } = useFrame()
  const { title, none, what } = words.tonight.feed
  return (
    <section className="panel feed" aria-labelledby="feed-title">
      <h2 id="feed-title">{title}</h2>
      {entries.length === 0 && <p className="dim">{none}</p>}
      <ol className="feed-list">
        {entries.map((entry) => (
          <li key={`${entry.what} ${entry.id}`}>
            <time className="dim" dateTime={entry.at} title={formats.moment(entry.at)}>
              {formats.time(entry.at)}
            </time>
            <Who entry={entry} />
            <span className={`tag ${TONES[entry.what]}`}>{what[entry.what]}</span>
            <About entry={entry} />
            {entry.amount_minor !== null && entry.currency && (
              <span className="feed-amount">
                {formats.money(entry.amount_minor, entry.currency)}
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Who({ entry: { order_id, guest_name } }: { entry: FeedEntry }) {
  const { guest } = useFrame().words.tonight.feed
  const name = guest_name ?? guest
  return (
    <span className="feed-who">
      {order_id ? <Link href={`/dashboard/orders/${order_id}`}>{name}</Link> : name}
    </span>
  )
}

/** What it is about: how many tickets and of what kind, at which door, or why not. */
function About({ entry: { heads, about, door, what } }: { entry: FeedEntry }) {
  const { feed } = useFrame().words.tonight
  const because: Record<string, string> = feed.because
  const isReason = what === 'declined' || what === 'disputed'
  const told = [
    ...(heads && what !== 'arrived' ? [feed.tickets(heads)] : []),
    ...(about ? [isReason ? (because[about] ?? about.replaceAll('_', ' ')) : about] : []),
    ...(door ? [feed.at(door)] : []),
  ]
  return <span className="feed-about dim">{told.join(', ')}</span>
}
