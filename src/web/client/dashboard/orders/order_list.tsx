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
  const { rows, hasMore, isLoadingMore } = pages
  const { columns, list, shown } = words.orders
  return (
    <>
      <output className="dim">{shown(formats.count(rows.length), !hasMore)}</output>
      <table className="lines" aria-label={list} aria-rowcount={hasMore ? -1 : rows.length + 1}>
        <thead className="lines-head">
          <tr aria-rowindex={1} className="line">
            {Object.entries(columns).map(([name, title]) => (
              <th key={name} scope="col" className={`line-${name}`}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <Body pages={pages} />
      </table>
      {isLoadingMore && <output className="dim">{words.frame.loading}</output>}
    </>
  )
}

/** The lines that are seen, and room for all the others above and below them. */
function Body({ pages }: { pages: OrderPages }) {
  const { rows, starts, hasMore, isLoadingMore, loadMore, see } = pages
  const body = useRef<HTMLTableSectionElement>(null)
  const [scrollMargin, setScrollMargin] = useState(0)
  useLayoutEffect(() => {
    const { top = 0 } = body.current?.getBoundingClientRect() ?? {}
    setScrollMargin(top + window.scrollY)
  }, [])
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
  const above = (items[0]?.start ?? scrollMargin) - scrollMargin
  const below = virtual.getTotalSize() - ((items.at(-1)?.end ?? scrollMargin) - scrollMargin)
  return (
    <tbody ref={body} className="lines-body" style={{ paddingTop: above, paddingBottom: below }}>
      {items.map(({ key, index }) => {
        const order = rows[index]
        return (
          order && (
            <tr
              key={key}
              aria-rowindex={index + 2}
              className="line"
              data-index={index}
              ref={virtual.measureElement}
            >
              <OrderLine order={order} />
            </tr>
          )
        )
      })}
    </tbody>
  )
}
