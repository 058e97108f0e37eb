import { findVenue } from '../../catalog/index.ts'
import { membersOf, type Identity } from '../../identity/index.ts'
import type { Config } from '../../kernel/index.ts'
import { findMailTrial, type Letter } from '../../mail/index.ts'
import { inHouse, isGuestMailKind } from '../house_mails.ts'
import { localeIn } from '../language.ts'
import { dashboardMessages } from '../messages.ts'
import { oneLine } from '../storefront/mail/index.ts'
import { sampleMail } from './preview/sample_mails.ts'

/**
 * Words a mail to guests with made-up guests for the member who wants to see it arrive. Null for
 * one who does not work here any more.
 */
export async function composeTrial(
  { db }: Identity,
  config: Config,
  trialId: string,
): Promise<Letter | null> {
  const trial = await findMailTrial(db, trialId)
  const member = (await membersOf(db)).find(({ id }) => id === trial?.member_id)
  const venue = await findVenue(db)
  if (!trial || !member || !venue || !isGuestMailKind(trial.kind)) return null
  const order = { locale: localeIn(trial.language) }
  const words = await inHouse(db, config, order, trial.kind)
  const mail = sampleMail(trial.kind, { venue, ...words })
  const { trial: said } = dashboardMessages(order.locale)
  return {
    ...mail,
    to: { name: member.name, address: member.email },
    subject: oneLine(said.subject(mail.subject)),
  }
}
