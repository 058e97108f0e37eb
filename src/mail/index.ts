export { deliverMail, mailQueue, oweMail, type Compose, type Letter } from './mail.ts'
export { changeSender, changeTexts, NO_TEXTS, trialMail, tryMail } from './settings.ts'
export {
  selectAllTexts as allMailTexts,
  selectSender as mailSender,
  selectTexts as mailTexts,
  selectTrial as findMailTrial,
  type MailSender,
  type MailTexts,
} from './settings.sql.ts'
export { fillIn, variables, type HouseWords } from './words.ts'
export { mailboxOf, openPost, type Post } from './post.ts'
export { checkMailServer } from './check.ts'
export { bounceOf } from './bounce_report.ts'
export {
  markBounced,
  selectBounced as bouncedMails,
  selectMail as findMail,
  selectQueuedMails as queuedMails,
  selectQueuedOf as queuedMailsOf,
} from './mail.sql.ts'
