import { listenForCalls } from './calls.js'
import { tickEverySecond } from './clock.js'
import { listenForLooks } from './looks.js'
import { keepFresh } from './refresh.js'

// The page as the server sent it is whole; all of this only spares its reader the reloading.
listenForCalls()
listenForLooks()
tickEverySecond()
keepFresh()
