export { deliverMail, mailQueue, oweMail, type Compose, type Letter } from './mail.ts'
export { openPost } from './post.ts'
export { bounceOf } from './bounce_report.ts'
export {
  markBounced,
  selectBounced as bouncedMails,
  selectMail as findMail,
  selectQueuedMails as queuedMails,
  selectQueuedOf as queuedMailsOf,
} from './mail.sql.ts'
