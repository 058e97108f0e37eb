import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import {
  allMailTexts,
  changeSender,
  changeTexts,
  mailSender,
  NO_TEXTS,
  tryMail,
  variables,
} from '../../../mail/index.ts'
import { memberOf } from '../../access.ts'
import { guestMailKinds } from '../../house_mails.ts'
import type { Site } from '../../site.ts'
import type { MailSettingsAnswer } from './mail_settings_answers.ts'
import { kindParams, senderInput, textsInput, trialInput } from './mail_settings_input.ts'
import { operatorOf } from './mail_operator.ts'
import { settledBy } from './settled_by.ts'

const path = '/api/dashboard/settings/mail'
const config = { permission: 'house.settle' } as const

/** Who writes the house's mails, and what it says in them. */
export function mailSettingsRoutes(root: FastifyInstance, site: Site): void {
  const app = root.withTypeProvider<ZodTypeProvider>()

  app.get(path, { config }, (_request, reply) => answer(site, reply))

  const sender = { config: { ...config, lines: ['signature_en', 'signature_es'] } }
  app.put(
    `${path}/sender`,
    { ...sender, schema: { body: senderInput } },
    async (request, reply) => {
      const { version, ...wished } = request.body
      await settledBy(site, request, (tx, by) => changeSender(tx, wished, version, by))
      return answer(site, reply)
    },
  )

  const texts = { config, schema: { params: kindParams, body: textsInput } }
  app.put(`${path}/texts/:kind`, texts, async (request, reply) => {
    const { version, ...wished } = request.body
    const { kind } = request.params
    await settledBy(site, request, (tx, by) => changeTexts(tx, kind, wished, version, by))
    return answer(site, reply)
  })

  app.post(`${path}/trials`, { config, schema: { body: trialInput } }, async (request) => {
    const { id: member_id, email } = memberOf(request).member
    const trial = { ...request.body, member_id }
    await settledBy(site, request, (tx, by) => tryMail(tx, trial, by))
    return { email }
  })
}

async function answer(site: Site, reply: FastifyReply): Promise<MailSettingsAnswer> {
  const { db } = site.till
  void reply.header('cache-control', 'no-store')
  const [{ changed_by: _by, ...sender }, kept] = await Promise.all([
    mailSender(db),
    allMailTexts(db),
  ])
  const texts = guestMailKinds.map((kind) => {
    const { changed_by: _last, ...known } = kept.find((one) => one.kind === kind) ?? NOTHING
    return { ...known, kind }
  })
  return { sender, texts, variables, operator: await operatorOf(site) }
}

const NOTHING = { ...NO_TEXTS, version: 0, changed_by: null }
