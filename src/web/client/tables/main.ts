import { followFloor } from './follow_floor.ts'
import { followQuote } from './follow_quote.ts'

followFloor(document)
followQuote(document)
