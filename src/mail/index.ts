export { deliverMail, mailQueue, oweMail, type Compose, type Letter } from './mail.ts'
export { openPost, type Post } from './post.ts'
export { selectMail as findMail, selectQueuedMails as queuedMails } from './mail.sql.ts'
