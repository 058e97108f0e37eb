import { followLive } from '../live/follow_live.ts'
import { followOrder } from './follow_order.ts'
import { shareLinks } from './share_links.ts'

followOrder(document)
followLive(document)
shareLinks(document)
