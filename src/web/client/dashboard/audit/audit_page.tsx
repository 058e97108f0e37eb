import { useSearchParams } from 'wouter'
import type { AuditRow } from '../../../dashboard/api/audit_answers.ts'
import { useFrame, useMay } from '../app/frame.tsx'
import { Answered, Empty, Page } from '../app/page.tsx'
import { useList } from '../app/queries.ts'
import { AuditFilters, filterNames } from './audit_filters.tsx'
import { AuditLine } from './audit_line.tsx'

/** What was done, by whom and when. */
export default function AuditPage() {
  const { words } = useFrame()
  const said = words.audit
  const [search] = useSearchParams()
  const mayExport = useMay('house.settle')
  const wanted = new URLSearchParams()
  for (const name of filterNames) {
    const value = search.get(name)?.trim()
    if (value) wanted.set(name, value)
  }
  const query = wanted.size > 0 ? `?${wanted}` : ''
  const file = (
    <a className="button button-small button-quiet" href={`/api/dashboard/audit.csv${query}`}>
      {said.csv}
    </a>
  )
  return (
    <Page heading={said.heading} aside={mayExport && file}>
      <p className="dim">{said.lead}</p>
      <AuditFilters />
      {wanted.has('night') && <p className="dim">{said.nightNote}</p>}
      <Entries key={query} path={`/audit${query}`} isNarrowed={wanted.size > 0} />
    </Page>
  )
}

function Entries({ path, isNarrowed }: { path: string; isNarrowed: boolean }) {
  const { words } = useFrame()
  const said = words.audit
  const query = useList<AuditRow>(path, ['orders', 'alerts'])
  return (
    <Answered query={query}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.rows)
        if (rows.length === 0)
          return (
            <Empty title={isNarrowed ? said.noneFound : said.empty}>
              {isNarrowed ? said.noneFoundNote : said.emptyNote}
            </Empty>
          )
        return (
          <>
            <table className="table audit-table" aria-label={said.list}>
              <thead>
                <tr>
                  {Object.entries(said.columns).map(([name, title]) => (
                    <th key={name} scope="col">
                      {title}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <AuditLine key={row.id} row={row} />
                ))}
              </tbody>
            </table>
            {query.hasNextPage && (
              <button
                className="button button-quiet"
                disabled={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {query.isFetchingNextPage ? words.frame.loading : words.frame.more}
              </button>
            )}
          </>
        )
      }}
    </Answered>
  )
}
