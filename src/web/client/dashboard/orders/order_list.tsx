import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useFrame } from '../app/frame.tsx'
import { Answered, Empty } from '../app/page.tsx'
import { OrderLine } from './order_line.tsx'
import { useOrderPages, type OrderPages } from './use_order_pages.ts'

/** A line is about so high before it is measured, in px. */
const LINE_PX = 76
/** The next page is asked for so many lines before its place is reached. */
const AHEAD = 30

/** The orders that the filters let through: only the lines that are seen are drawn. */
export function OrderList({ path, isNarrowed }: { path: string; isNarrowed: boolean }) {
  const { words } = useFrame()
  const pages = useOrderPages(path)
  const isEmpty = pages.rows.length === 0 && !pages.hasMore
  const query = {
    data: pages.rows.length > 0 || isEmpty ? pages : undefined,
    error: pages.error,
    refetch: pages.refetch,
  }
  const { empty, emptyNote, noneFound, noneFoundNote } = words.orders
  return (
    <Answered query={query}>
      {() =>
        isEmpty ? (
          <Empty title={isNarrowed ? noneFound : empty}>
            {isNarrowed ? noneFoundNote : emptyNote}
          </Empty>
        ) : (
          <Lines pages={pages} />
        )
      }
    </Answered>
  )
}

function Lines({ pages }: { pages: OrderPages }) {
  const { words, formats } = useFrame()
  const { rows, starts, hasMore, isLoadingMore, loadMore, see } = pages
  const body = useRef<HTMLDivElement>(null)
  const [scrollMargin, setScrollMargin] = useState(0)
  useLayoutEffect(() => setScrollMargin(body.current?.offsetTop ?? 0), [])
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => LINE_PX,
    getItemKey: (n) => rows[n]?.id ?? n,
    overscan: 8,
    scrollMargin,
  })
  const items = virtual.getVirtualItems()
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0]
  const pageOf = (row: number) =>
    Math.max(
      0,
      starts.findLastIndex((start) => start <= row),
    )
  const [firstPage, lastPage] = [pageOf(first), pageOf(last)]
  useEffect(() => see(firstPage, lastPage), [see, firstPage, lastPage])
  const isNear = last >= rows.length - AHEAD
  useEffect(() => {
    if (isNear && hasMore && !isLoadingMore) loadMore()
  })
  const { columns } = words.orders
  return (
    <>
      <output className="dim">{words.orders.shown(formats.count(rows.length), !hasMore)}</output>
      <div
        className="lines"
        role="table"
        aria-label={words.orders.list}
        aria-rowcount={hasMore ? -1 : rows.length + 1}
      >
        <div role="rowgroup" className="lines-head">
          <div role="row" aria-rowindex={1} className="line">
            {Object.entries(columns).map(([name, title]) => (
              <span key={name} role="columnheader" className={`line-${name}`}>
                {title}
              </span>
            ))}
          </div>
        </div>
        <div
          role="rowgroup"
          ref={body}
          className="lines-body"
          style={{ height: virtual.getTotalSize() }}
        >
          {items.map(({ key, index, start }) => {
            const order = rows[index]
            return (
              order && (
                <div
                  key={key}
                  role="row"
                  aria-rowindex={index + 2}
                  className="line"
                  data-index={index}
                  ref={virtual.measureElement}
                  style={{ transform: `translateY(${start - scrollMargin}px)` }}
                >
                  <OrderLine order={order} />
                </div>
              )
            )
          })}
        </div>
      </div>
      {isLoadingMore && <output className="dim">{words.frame.loading}</output>}
    </>
  )
}
