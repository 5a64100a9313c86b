// The journal in words: what was done, to what kind of thing, and where that thing is shown, gathered from the rooms. A
// test holds it against every verb that is noted anywhere.
import type { JournalWords } from '../../platform/room.ts'
import { rooms } from '../rooms.ts'
import { ownWords } from './own-words.ts'

const all: JournalWords[] = [ownWords, ...rooms.map(({ journal = {} }) => journal)]

export const verbWords: Record<string, string> = Object.assign({}, ...all.map(({ verbs }) => verbs))
export const kindWords: NonNullable<JournalWords['kinds']> = Object.assign(
  {},
  ...all.map(({ kinds }) => kinds),
)
