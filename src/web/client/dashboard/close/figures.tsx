import type { CloseReport } from '../../../dashboard/api/close_answers.ts'
import { headsOf } from '../../../dashboard/close/sections_of_people.ts'
import { useFrame } from '../app/frame.tsx'
import { useCloseFormats } from './use_close_formats.ts'

/** What matters most, to be read from afar. */
export function CloseFigures({ report }: { report: CloseReport }) {
  const { words } = useFrame()
  const { figures } = words.close
  const { money, count, share } = useCloseFormats(report)
  const { books, door, night } = report
  const { sold, arrived, no_shows } = headsOf(report)
  const onTheWay = books.refunds.find(({ state }) => state === 'requested')?.amount_minor ?? 0
  const open = books.disputes.find(({ state }) => state === 'open')?.count ?? 0
  const taken = door
    .filter(({ kind }) => kind !== 'comp')
    .reduce((sum, { taken_minor, reversed_minor }) => sum + taken_minor - reversed_minor, 0)
  const told: [name: string, value: string, more: string][] = [
    [
      figures.charged,
      money(books.charged_minor),
      figures.orders(books.orders, count(books.orders)),
    ],
    [
      figures.refunded,
      money(books.refunded_minor),
      onTheWay > 0 ? figures.onTheWay(money(onTheWay)) : '',
    ],
    [
      figures.disputed,
      money(books.disputed_minor),
      open > 0 ? figures.openDisputes(open, count(open)) : '',
    ],
    [figures.door, money(taken), figures.cashAndCard],
    [figures.arrived, count(arrived), figures.ofSold(count(sold))],
    [
      night.phase === 'over' ? figures.noShows : figures.notYet,
      count(no_shows),
      sold > 0 ? figures.share(share(no_shows / sold)) : '',
    ],
  ]
  return (
    <dl className="figures panel close-figures">
      {told.map(([name, value, more]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            <small>{more}</small>
          </dd>
        </div>
      ))}
    </dl>
  )
}
