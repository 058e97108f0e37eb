import type { FastifyInstance } from 'fastify'
import { limitCallers } from '../access.ts'
import type { Site } from '../site.ts'
import { accountRoutes } from './account_routes.ts'
import { appRoutes } from './app_routes.ts'
import { joinRoutes } from './join_routes.ts'
import { nightPreviewRoutes } from './night_preview.ts'
import { mailPreviewRoutes } from './mail_preview_routes.ts'
import { memberRoutes } from './member_routes.ts'
import { resetRoutes } from './reset_routes.ts'
import { previewRoutes } from './preview/preview_routes.ts'
import { sampleRoutes } from './preview/sample_routes.ts'
import { signInRoutes } from './sign_in_routes.ts'

export { dashboardApi } from './api/index.ts'
export { composeClose } from './close/close_mail.ts'
export { composeReset, resetMail } from './reset_mail.ts'
export { composeTrial } from './trial_mail.ts'
export { composeInvitation, invitationMail } from './invitation_mail.ts'

/** All of a house's staff may share one address, with pages open that look again by themselves. */
const REQUESTS_PER_MINUTE_MAX = 600
/** As many as come to work at once; what a password may be guessed by is counted elsewhere. */
const STRANGERS_PER_MINUTE_MAX = 120

/** The pages of those who work at the venue. */
export async function dashboardRoutes(app: FastifyInstance, site: Site): Promise<void> {
  await limitCallers(app, site, 'dashboard', REQUESTS_PER_MINUTE_MAX, STRANGERS_PER_MINUTE_MAX)
  signInRoutes(app, site)
  resetRoutes(app, site)
  joinRoutes(app, site)
  accountRoutes(app, site)
  memberRoutes(app, site)
  appRoutes(app, site)
  nightPreviewRoutes(app, site)
  mailPreviewRoutes(app, site)
  previewRoutes(app, site)
  sampleRoutes(app, site)
}
