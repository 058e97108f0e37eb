export { deliverMail, mailQueue, oweMail, type Compose, type Letter } from './mail.ts'
export { openPost, type Post } from './post.ts'
