import { isClean, type LoadResult } from './result.ts'
import { plotOf } from './plot.ts'

/** What a run has shown, as one page that needs nothing else: numbers, plots and the verdict. */
export function pageOf(result: LoadResult): string {
  const { series, usage } = result
  const at_s = series.map((second) => second.at_s)
  const names = usage.map(({ name }) => name)
  const plots = [
    plotOf({
      title: 'Orders that have their tickets',
      unit: 'Each second',
      at_s,
      lines: [{ name: 'bought', values: series.map(({ bought }) => bought) }],
    }),
    plotOf({
      title: 'From payment to tickets, as the guest sees it',
      unit: 'Milliseconds',
      at_s,
      lines: [
        { name: 'p50', values: series.map(({ wait_p50_ms }) => wait_p50_ms) },
        { name: 'p95', values: series.map(({ wait_p95_ms }) => wait_p95_ms) },
      ],
    }),
    plotOf({
      title: 'Processor time',
      unit: 'Processors busy',
      at_s,
      lines: names.map((name, n) => ({ name, values: series.map(({ cpu }) => cpu[n] ?? 0) })),
    }),
    plotOf({
      title: 'Memory',
      unit: 'Megabytes',
      at_s,
      lines: names.map((name, n) => ({
        name,
        values: series.map(({ memory_mb }) => memory_mb[n] ?? 0),
      })),
    }),
  ]
  return `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Coatcheck under load</title><style>${STYLE}</style><main>
<h1>Coatcheck under load</h1>${headOf(result)}${plots.join('\n')}
${disturbedTable(result)}${stepsTable(result)}${usageTable(result)}${faultsOf(result)}</main></html>\n`
}

function headOf(result: LoadResult): string {
  const asked = Object.entries(result.asked).map(([name, value]) => `${name} ${value}`)
  const verdict = isClean(result)
    ? '<p class="well">Every payment has its tickets or its refund, once; nothing is oversold.</p>'
    : '<p class="wrong">Something went wrong; see the end of this page.</p>'
  const orders = result.orders.map(({ state, count }) => `${count} ${state}`).join(', ')
  return `${verdict}<p>${escapeHtml(asked.join(', '))}. Begun ${result.began_at}, on
${result.processors} processors with guests, simulator and database.</p>
<p><b>${result.bought}</b> bought in ${result.seconds.toFixed(0)} s,
<b>${result.bought_per_second.toFixed(1)}</b> a second. Orders: ${escapeHtml(orders)}.</p>`
}

const stepsTable = ({ steps }: LoadResult) =>
  table(
    ['Step', 'Times', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms'],
    steps.map(({ name, count, p50_ms, p95_ms, p99_ms, max_ms }) => [
      name,
      ...[count, p50_ms, p95_ms, p99_ms, max_ms].map((n) => n.toFixed(0)),
    ]),
  )

const disturbedTable = ({ disturbances }: LoadResult) =>
  disturbances.length === 0
    ? ''
    : table(
        ['What was done to the house', 'After s', 'For s'],
        disturbances.map(({ name, at_s, ms }) => [name, at_s.toFixed(0), (ms / 1000).toFixed(1)]),
      )

const usageTable = ({ usage }: LoadResult) =>
  table(
    ['Processes', 'CPU s', 'CPU ms an order', 'Memory at most, MB'],
    usage.map(({ name, cpu_seconds, cpu_ms_per_order, memory_max_mb }) => [
      name,
      ...[cpu_seconds, cpu_ms_per_order, memory_max_mb].map((n) => n.toFixed(1)),
    ]),
  )

function faultsOf({ faults, differences }: LoadResult): string {
  const lines = [
    ...faults.map(({ kind, count, first }) => `${count} times: ${kind}\n${first.join('\n')}`),
    ...differences.map((one) => JSON.stringify(one)),
  ]
  return lines.map((line) => `<pre>${escapeHtml(line)}</pre>`).join('\n')
}

function table(heads: string[], rows: string[][]): string {
  const head = heads.map((one) => `<th scope="col">${escapeHtml(one)}</th>`).join('')
  const body = rows.map(([name = '', ...cells]) => {
    const told = cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')
    return `<tr><th scope="row">${escapeHtml(name)}</th>${told}</tr>`
  })
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table>`
}

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const STYLE = `
:root { color-scheme: dark; --ink: #eceaf3; --soft: #a7a2ba; --ground: #100e17; --line: #2b2738;
  --c0: #b9a2ff; --c1: #57d6b4; --c2: #ffb86b }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 60rem; margin: auto; padding: 2rem 1rem }
h1 { font-size: 1.8rem; margin: 0 0 .5rem } h2 { font-size: 1.1rem; margin: 0 }
figure { margin: 2.5rem 0 } figcaption p { margin: 0; color: var(--soft) }
svg { width: 100%; height: auto; display: block; margin-top: .5rem }
svg text { fill: var(--soft); font: 12px system-ui, sans-serif }
.grid { stroke: var(--line) } polyline { fill: none; stroke-width: 2 }
.line-0 { stroke: var(--c0) } .line-1 { stroke: var(--c1); stroke-dasharray: 7 3 }
.line-2 { stroke: var(--c2); stroke-dasharray: 2 3 }
[class^=key-]::before { content: ''; display: inline-block; width: 1.4em; margin: 0 .4em 0 .8em;
  vertical-align: middle; border-top: 3px solid var(--c0) }
.key-1::before { border-color: var(--c1); border-top-style: dashed }
.key-2::before { border-color: var(--c2); border-top-style: dotted }
table { width: 100%; border-collapse: collapse; margin: 2rem 0; font-variant-numeric: tabular-nums }
th, td { text-align: right; padding: .35rem .5rem; border-bottom: 1px solid var(--line) }
th:first-child { text-align: left; font-weight: 500 } thead th { color: var(--soft) }
.well { color: #57d6b4; font-weight: 600 } .wrong { color: #ff8f8f; font-weight: 600 }
pre { white-space: pre-wrap; color: #ff8f8f }
@media (max-width: 40rem) { table { font-size: .8rem } svg text { font-size: 24px } }
`
