import type { TonightHeads } from '../../../dashboard/api/tonight_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { rowsOf, shareOf, totalOf } from './heads.tsx'

/** How full the house is, in one line: what is asked first, even while something needs somebody. */
export function NightStrip({ heads }: { heads: TonightHeads }) {
  const { words, formats } = useFrame()
  const said = words.tonight.heads
  const { arrived, sold, capacity } = totalOf(rowsOf(heads, said.vip), said.total)
  const figures: [name: string, count: string][] = [
    [said.arrived, formats.count(arrived)],
    ...(sold === null ? [] : [[said.sold, formats.count(sold)] as [string, string]]),
    [said.capacity, formats.count(capacity)],
    [said.full, formats.share(shareOf(sold ?? arrived, capacity))],
  ]
  return (
    <section className="panel night-strip" aria-label={said.strip}>
      <dl>
        {figures.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
