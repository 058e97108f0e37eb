import type { OrderRow } from '../../../dashboard/api/orders_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Empty } from '../app/page.tsx'
import { Lines, Paged } from '../app/paged.tsx'
import { usePages } from '../app/use_pages.ts'
import { OrderLine } from './order_line.tsx'

/** A line is about so high before it is measured, in px. */
const LINE_PX = 76

/** The orders that the filters let through: only the lines that are seen are drawn. */
export function OrderList({ path, isNarrowed }: { path: string; isNarrowed: boolean }) {
  const { words, formats } = useFrame()
  const said = words.orders
  const pages = usePages<OrderRow>(path, ['orders'])
  return (
    <Paged
      pages={pages}
      empty={
        <Empty title={isNarrowed ? said.noneFound : said.empty}>
          {isNarrowed ? said.noneFoundNote : said.emptyNote}
        </Empty>
      }
    >
      <output className="dim">
        {said.shown(formats.count(pages.rows.length), !pages.hasMore)}
      </output>
      <Lines
        pages={pages}
        linePx={LINE_PX}
        label={said.list}
        className="order-lines"
        columns={said.columns}
        renderRow={(order) => <OrderLine order={order} />}
      />
    </Paged>
  )
}
