export { deliverMail, mailQueue, oweMail, type Compose, type Letter } from './mail.ts'
export { openPost } from './post.ts'
export {
  selectMail as findMail,
  selectQueuedMails as queuedMails,
  selectQueuedOf as queuedMailsOf,
} from './mail.sql.ts'
