import type { TonightPulse } from '../../../dashboard/api/tonight_answers.ts'
import { Ago } from '../app/ago.tsx'
import { useFrame } from '../app/frame.tsx'

/** How payments do: cards declined just now against what is normal, and whether Stripe speaks. */
export function Pulse({ pulse: { declines, webhook_at } }: { pulse: TonightPulse }) {
  const { words, formats } = useFrame()
  const { pulse } = words.tonight
  const normal = formats.count(Math.round(declines.normal * 10) / 10)
  const isUsual = !declines.is_high && !declines.is_few
  return (
    <section className="panel" aria-labelledby="pulse-title">
      <h2 id="pulse-title">{pulse.title}</h2>
      <dl className="figures">
        <div>
          <dt>{pulse.declines}</dt>
          <dd data-figure="declines">
            {formats.count(declines.now)}{' '}
            <span className={`tag ${isUsual ? 'tag-good' : declines.is_high ? 'tag-bad' : ''}`}>
              {isUsual ? pulse.usual : declines.is_high ? pulse.high : pulse.few}
            </span>
            <small>
              {pulse.normal(normal)}
              {declines.now > 0 && `, ${pulse.by(declines.payments)}`}
            </small>
          </dd>
        </div>
        <div>
          <dt>{pulse.webhook}</dt>
          <dd className="pulse-age">
            {webhook_at ? <Ago at={webhook_at} /> : pulse.noWebhook}
            <small>{pulse.webhookWhy}</small>
          </dd>
        </div>
      </dl>
      <Bars windows={declines.windows} label={pulse.chart(declines.windows.join(', '))} />
      <p className="dim pulse-why">{pulse.normalWhy}</p>
    </section>
  )
}

/** A bar for each window, the latest one on the right; and the same in numbers. */
function Bars({ windows, label }: { windows: number[]; label: string }) {
  const { most, hoursAgo, now } = useFrame().words.tonight.pulse
  const max = Math.max(...windows, 1)
  const bars = windows.map((count, index) => ({
    ago: windows.length - 1 - index,
    x: index * 4,
    height: Math.max(1, (count / max) * 40),
  }))
  return (
    <div>
      <p className="pulse-axis" aria-hidden="true">
        {most(Math.max(...windows))}
      </p>
      <svg
        className="pulse-bars"
        viewBox={`0 0 ${windows.length * 4} 40`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {bars.map(({ ago, x, height }) => (
          <rect
            key={ago}
            className={ago === 0 ? 'pulse-now' : 'pulse-then'}
            x={x}
            y={40 - height}
            width="3"
            height={height}
          />
        ))}
      </svg>
      <p className="pulse-axis" aria-hidden="true">
        <span>{hoursAgo(3)}</span>
        <span>{hoursAgo(2)}</span>
        <span>{hoursAgo(1)}</span>
        <span>{now}</span>
      </p>
      <p className="hidden">{label}</p>
    </div>
  )
}
