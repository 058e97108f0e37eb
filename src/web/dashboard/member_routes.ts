import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  changeRole,
  invite,
  isRole,
  membersOf,
  openInvitations,
  removeMember,
  withdraw,
} from '../../identity/index.ts'
import { isRefused, refuse, transaction, type Refused } from '../../kernel/index.ts'
import { oweMail } from '../../mail/index.ts'
import { memberOf } from '../access.ts'
import { localeOf } from '../language.ts'
import type { RefusalCode } from '../messages.ts'
import { RefusedRequest } from '../refusals.ts'
import type { Site } from '../site.ts'
import { html } from '../storefront/night_routes.ts'
import { formOf, goOn, sayWhy, staffView } from './form.ts'
import { invitationMail } from './invitation_mail.ts'
import { membersPage, type MembersView } from './pages/index.ts'

interface ById {
  Params: { id: string }
}

const manage = { config: { permission: 'members.manage' } } as const
const path = '/dashboard/members'
/** More than an owner would read; the newest are shown. */
const INVITATIONS_MAX = 100

/** Who works here: invite, change a role, remove. */
export function memberRoutes(app: FastifyInstance, site: Site): void {
  const { db } = site.till

  app.get(path, manage, async (request, reply) => {
    const is_invited = 'invited' in Object(request.query)
    return html(reply, membersPage({ ...(await openMembers(site, request)), is_invited }))
  })

  app.post(`${path}/invitations`, manage, async (request, reply) => {
    const form = formOf(request)
    const wish = { email: form('email'), role: roleIn(form('role')), locale: localeOf(request) }
    const invited = await transaction(db, async (tx) => {
      const id = await invite(tx, memberOf(request).member, wish)
      if (!isRefused(id)) await oweMail(tx, invitationMail, id)
      return id
    })
    if (!isRefused(invited)) return goOn(reply, `${path}?invited`)
    return again(site, request, reply, invited, { typed: wish })
  })

  const withdrawal = `${path}/invitations/:id/withdrawal`
  app.post<ById>(withdrawal, manage, async (request, reply) => {
    await withdraw(site.identity, memberOf(request).member, request.params.id)
    return goOn(reply, path)
  })

  app.post<ById>(`${path}/:id/role`, manage, async (request, reply) => {
    const role = roleIn(formOf(request)('role'))
    const changed = await changeRole(db, memberOf(request).member, request.params.id, role)
    return isRefused(changed) ? again(site, request, reply, changed) : goOn(reply, path)
  })

  app.post<ById>(`${path}/:id/removal`, manage, async (request, reply) => {
    const removed = await removeMember(db, memberOf(request).member, request.params.id)
    return isRefused(removed) ? again(site, request, reply, removed) : goOn(reply, path)
  })
}

function roleIn(text: string) {
  if (isRole(text)) return text
  throw new RefusedRequest(refuse('input_invalid', 'role'))
}

async function again(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: Refused<RefusalCode>,
  more: Partial<MembersView> = {},
): Promise<FastifyReply> {
  return sayWhy(reply, { ...(await openMembers(site, request)), ...more }, refused, membersPage)
}

async function openMembers(site: Site, request: FastifyRequest): Promise<MembersView> {
  const { db } = site.till
  const [view, members, invitations] = await Promise.all([
    staffView(site, request),
    membersOf(db),
    openInvitations(db, INVITATIONS_MAX),
  ])
  const { member } = memberOf(request)
  return { ...view, here: path, member, members, invitations, is_invited: false }
}
