import { followOrder } from './follow_order.ts'
import { shareLinks } from './share_links.ts'

followOrder(document)
shareLinks(document)
