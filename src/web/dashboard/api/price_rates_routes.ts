import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { addRates, allRates, withdrawRates } from '../../../catalog/index.ts'
import { isId } from '../../../kernel/index.ts'
import { momentsOfVenue } from '../../../overview/index.ts'
import { memberOf } from '../../access.ts'
import type { Site } from '../../site.ts'
import { unlessRefused } from '../../staff/answers.ts'
import type { RatesAnswer } from './price_rates_answers.ts'
import { localTime } from './lists_input.ts'

const path = '/api/dashboard/settings/prices'
const config = { permission: 'house.settle' } as const
/** More is no tax any more. */
const PERCENT_MAX = 50

/** Per cent with two digits at most, as hundredths of one. */
const percent = z
  .number()
  .min(0)
  .max(PERCENT_MAX)
  .transform((value) => Math.round(value * 100))
const ratesInput = z.object({
  id: z.string().refine((text) => isId('rat', text)),
  vat_percent: percent,
  /** Of tables, where theirs is another. */
  table_vat_percent: percent.nullable().default(null),
  fee_percent: percent,
  /** By the venue's clock; left out for now. */
  from: localTime,
})
const ratesParams = z.object({ id: z.string().min(1).max(60) })

/** What part of all-in prices is VAT and fees, and from when on. */
export function priceRatesRoutes(root: FastifyInstance, { till: { db } }: Site): void {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const answer = async (reply: FastifyReply): Promise<RatesAnswer> => {
    void reply.header('cache-control', 'no-store')
    const known = await allRates(db)
    const now = known.find(({ is_to_come }) => !is_to_come)?.id
    const rates = known.map(({ id, valid_from, vat_bp, table_vat_bp, fee_bp, is_to_come }) => ({
      id,
      valid_from: valid_from.toISOString(),
      vat_percent: vat_bp / 100,
      table_vat_percent: table_vat_bp === null ? null : table_vat_bp / 100,
      fee_percent: fee_bp / 100,
      state: is_to_come ? ('to_come' as const) : id === now ? ('now' as const) : ('past' as const),
    }))
    return { rates }
  }

  app.get(path, { config }, (_request, reply) => answer(reply))

  app.post(path, { config, schema: { body: ratesInput } }, async (request, reply) => {
    const { id, vat_percent: vat_bp, fee_percent: fee_bp, from: local } = request.body
    const { table_vat_percent: table_vat_bp } = request.body
    const { from } = await momentsOfVenue(db, local, undefined)
    const wished = { id, vat_bp, table_vat_bp, fee_bp, from }
    unlessRefused(await addRates(db, wished, memberOf(request).member.name))
    void reply.code(201)
    return answer(reply)
  })

  const one = { config, schema: { params: ratesParams } }
  app.delete(`${path}/:id`, one, async (request, reply) => {
    const { name } = memberOf(request).member
    unlessRefused(await withdrawRates(db, request.params.id, name))
    return answer(reply)
  })
}
