// How much room is kept for what is made and soon forgotten.
import { setFlagsFromString } from 'node:v8'

/**
 * Nearly all that a process makes while it starts stays. V8 would take that for a sign to keep ever more room for what
 * dies young, up to 64 MB, and hold on to it for as long as nothing happens.
 */
export const keepRoomSmall = () => setFlagsFromString('--semi-space-growth-factor=1')

/** As V8 does by itself: work makes the room grow. */
export const letRoomGrow = () => setFlagsFromString('--semi-space-growth-factor=2')
