// What the house itself does, beside its rooms.
import { msg } from '../../base/words.ts'
import type { JournalWords } from '../../platform/room.ts'

export const ownWords: JournalWords = {
  verbs: {
    'retention.changed': msg('Changed how long things are kept'),
    'retention.done': msg('Removed what is not kept any longer'),
    'sample.cleared': msg('Sample cleared'),
    'instance.changed': msg('Changed how this office works'),
    'backup.scheduled': msg('Backups scheduled'),
    'backup.begun': msg('Backup begun'),
    'backup.fetched': msg('Backup downloaded'),
    'person.data-given': msg('Everything held about a person taken out'),
    'person.erased': msg('Person erased'),
    'pack.loaded': msg('Programme pack loaded'),
  },
  kinds: {
    instance: { text: msg('The instance') },
  },
}
