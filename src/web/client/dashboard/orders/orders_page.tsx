import { Link, useSearchParams } from 'wouter'
import { useFrame, useMay } from '../app/frame.tsx'
import { Page } from '../app/page.tsx'
import { OrderFilters, filterNames } from './order_filters.tsx'
import { OrderList } from './order_list.tsx'

/** Every order: searched, narrowed down, and as a file. */
export default function OrdersPage() {
  const { words } = useFrame()
  const [search] = useSearchParams()
  const mayExport = useMay('revenue.read')
  const mayAsk = useMay('comps.ask')
  const mayGive = useMay('comps.approve')
  const wanted = new URLSearchParams()
  for (const name of filterNames) {
    const value = search.get(name)?.trim()
    if (value) wanted.set(name, value)
  }
  const query = wanted.size > 0 ? `?${wanted}` : ''
  return (
    <Page
      heading={words.orders.heading}
      aside={
        <div className="actions">
          {mayAsk && (
            <Link className="button button-small" href="/dashboard/comps?new=1">
              {mayGive ? words.comps.give : words.comps.ask}
            </Link>
          )}
          {mayExport && (
            <a
              className="button button-small button-quiet"
              href={`/api/dashboard/orders.csv${query}`}
              download
            >
              {words.orders.csv}
            </a>
          )}
        </div>
      }
    >
      <OrderFilters />
      <OrderList key={query} path={`/orders${query}`} isNarrowed={wanted.size > 0} />
    </Page>
  )
}
