import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { Inks, inkOf } from './inks.tsx'
import type { ChartShape, Series } from './shape.ts'

const STANDING_PX = 240
/** A lying bar with its label of two lines, and the axis below all of them. */
const LYING_PX = 44
const AXIS_PX = 32
const LABEL_PX = 128
const TEXT = { fill: 'var(--ink-dim)', fontSize: 12 }
const LINE = { stroke: 'var(--line)' }

/**
 * Draws a chart, for the eye alone. Nothing moves: it is drawn anew whenever there is news. What
 * stands under the pointer is told beside it, and stands in the chart's table as well.
 */
export default function Chart({ shape }: { shape: ChartShape }) {
  const { kind, bars, series, isStacked, format, axis = format } = shape
  const isLying = kind === 'lying'
  const height = isLying ? bars.length * LYING_PX + AXIS_PX : STANDING_PX
  const rows = bars.map(({ label, values }, n) => ({ ...values, label, n }))
  const labelOf = (n: unknown) => bars[Number(n)]?.label ?? ''
  const Axes = isLying ? LyingAxes : StandingAxes
  return (
    <div className="chart" aria-hidden="true">
      <Legend series={series} />
      <ResponsiveContainer width="100%" height={height}>
        <BarChart
          data={rows}
          layout={isLying ? 'vertical' : 'horizontal'}
          accessibilityLayer={false}
          margin={{ top: 4, right: 12, bottom: 0, left: 0 }}
          barCategoryGap={isLying ? '30%' : '8%'}
          barGap={2}
        >
          <Inks inks={series.map(({ ink }) => ink)} of="chart" />
          <CartesianGrid stroke="var(--line)" horizontal={!isLying} vertical={isLying} />
          <Axes labelOf={labelOf} format={axis} />
          <Tooltip
            cursor={{ fill: 'var(--surface-raised)' }}
            isAnimationActive={false}
            labelFormatter={labelOf}
            formatter={(value) => format(Number(value))}
            contentStyle={{ background: 'var(--ground)', border: '1px solid var(--edge)' }}
            itemStyle={{ color: 'var(--ink)' }}
          />
          {series.map(({ key, name, ink }) => (
            <Bar
              key={key}
              dataKey={key}
              name={name}
              fill={inkOf('chart', ink)}
              isAnimationActive={false}
              {...(isStacked && { stackId: 'all' })}
              maxBarSize={24}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </div>
  )
}

function Legend({ series }: { series: Series[] }) {
  return (
    <ul className="chart-legend">
      {series.map(({ key, name, ink }) => (
        <li key={key}>
          <svg width="14" height="14" focusable="false">
            <Inks inks={[ink]} of={`legend-${key}`} />
            <rect width="14" height="14" fill={inkOf(`legend-${key}`, ink)} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  )
}

interface AxesProps {
  /** What the bar of that number is of. */
  labelOf: (n: unknown) => string
  format: ChartShape['format']
}

const names = { dataKey: 'n', tick: TEXT, axisLine: LINE } as const
const numbers = { type: 'number', tick: TEXT, axisLine: false, tickLine: false } as const

function StandingAxes({ labelOf, format }: AxesProps) {
  return (
    <>
      <XAxis {...names} tickFormatter={labelOf} tickLine={LINE} minTickGap={32} />
      <YAxis {...numbers} tickFormatter={format} width={40} allowDecimals={false} />
    </>
  )
}

function LyingAxes({ labelOf, format }: AxesProps) {
  return (
    <>
      <XAxis {...numbers} tickFormatter={format} minTickGap={24} allowDecimals={false} />
      <YAxis
        {...names}
        type="category"
        tickFormatter={labelOf}
        width={LABEL_PX}
        interval={0}
        tickLine={false}
      />
    </>
  )
}
