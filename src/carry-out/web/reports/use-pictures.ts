// The pictures of a month's figures, chosen beside them and sent after them.
import { Refusal, verdictOf } from '../../../kit/refusal.ts'
import { type Held, hold, readHeld, useHeldChanges } from '../evidence/held.ts'
import type { Photo } from '../evidence/photo.ts'
import type { Todo } from '../shapes.ts'
import type { UnsentReport } from './entry.ts'
import { keyOf, sendPhoto } from './sending.ts'

export function usePictures(month: string, draftOf: (todo: Todo) => UnsentReport) {
  useHeldChanges()
  const of = (todo: Todo): Held | null => readHeld(keyOf(todo), month)
  const holdOf = (todo: Todo, next: Held | null) => hold(keyOf(todo), month, next)

  const choose = (todo: Todo, photo: Photo | null) => {
    const { id, tried } = draftOf(todo)
    holdOf(todo, photo && { photo, reportId: tried ? id : null, refusal: null })
  }

  /** Said before the report is sent, whose answer may be lost: the picture belongs to it and to no other. */
  const tie = (todo: Todo, reportId: string) => {
    const held = of(todo)
    if (held) holdOf(todo, { ...held, reportId })
  }

  /** Sends one after the other, and says how many arrived; those that did not are held as before. */
  const send = async (todos: Todo[]): Promise<number> => {
    let count = 0
    for (const todo of todos) {
      const held = of(todo)
      if (!held) continue
      // Another may have been chosen while this one was under way.
      const leave = (next: Held | null) => of(todo)?.photo === held.photo && holdOf(todo, next)
      try {
        await sendPhoto(held.reportId ?? draftOf(todo).id, held.photo, '')
        leave(null)
        count += 1
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        leave({ ...held, refusal: error })
        if (verdictOf(error) !== 'refused') break
      }
    }
    return count
  }

  return { of, choose, tie, send }
}
