// Why Hezuo can't start, in one sentence for the person at the terminal. Never shown with a stack.
import { chooseLanguage, fill, type Params } from '../../base/words.ts'
import { readWords, type Words } from '../catalogues.ts'

/** What stops a command before it begins: shown as its message alone, with exit code 1. */
export class StartRefusal extends Error {
  override name = 'StartRefusal'
}

/** There is no room left where the data lie: what failed works again once there is. */
export class DiskFull extends StartRefusal {}

let words: Words | undefined

/** The terminal's language, of those that there are words for, as LC_ALL, LC_MESSAGES or LANG name it. */
export function terminalLanguage(): string {
  const named = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || 'C'
  const tag = named.split(/[.@]/)[0].replace('_', '-')
  if (/^(C|POSIX|en\b.*)$/.test(tag)) return 'en'
  words ??= readWords()
  return chooseLanguage([tag], words.languages)
}

/** In the terminal's language. */
export function said(text: string, params?: Params): string {
  const language = terminalLanguage()
  return words ? words.say(language)(text, params) : fill(text, params)
}

export function refuse(text: string, params?: Params): never {
  throw new StartRefusal(said(text, params))
}

/** Finds the usual causes in a system error or in what PostgreSQL wrote; null where it is none of them. */
export function causeOf(error: unknown, where: string): StartRefusal | null {
  const text =
    error instanceof Error ? `${(error as NodeJS.ErrnoException).code ?? ''} ${error.message}` : `${error}`
  if (/EFBIG/.test(text))
    return new StartRefusal(
      said('The disk that holds {where} takes no file as large as this one.', { where }),
    )
  if (/ENOSPC|EDQUOT|No space left|Disk quota/i.test(text))
    return new DiskFull(said('The disk that holds {where} is full.', { where }))
  if (/EROFS|Read-only file system/i.test(text))
    return new StartRefusal(said('The disk that holds {where} is read-only.', { where }))
  if (/EACCES|EPERM|Permission denied|Operation not permitted/i.test(text))
    return new StartRefusal(
      said(
        'No permission to write in {where}: run Hezuo as the user who owns it, or choose another folder with HEZUO_DATA.',
        { where },
      ),
    )
  return null
}

/** The same where the folder itself was to be made or written into. */
export function causeOfFolder(error: unknown, where: string): StartRefusal | null {
  const known = causeOf(error, where)
  if (known) return known
  const { code, syscall } = error as NodeJS.ErrnoException
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return new StartRefusal(said('{where} is not a folder.', { where }))
  if (code === 'ENOENT' && syscall === 'mkdir')
    return new StartRefusal(said('{where} can’t be made.', { where }))
  return null
}
