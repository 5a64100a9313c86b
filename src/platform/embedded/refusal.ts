// Why Hezuo can't start, in one sentence for the person at the terminal. Never shown with a stack.

/** What stops a command before it begins: shown as its message alone, with exit code 1. */
export class StartRefusal extends Error {
  override name = 'StartRefusal'
}

/** There is no room left where the data lie: what failed works again once there is. */
export class DiskFull extends StartRefusal {}

const chinese = (): boolean =>
  (process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '').startsWith('zh')

/** The terminal's language: Chinese where the environment says so, otherwise English. */
export const said = (en: string, zh: string): string => (chinese() ? zh : en)

export function refuse(en: string, zh: string): never {
  throw new StartRefusal(said(en, zh))
}

/** Finds the usual causes in a system error or in what PostgreSQL wrote; null where it is none of them. */
export function causeOf(error: unknown, where: string): StartRefusal | null {
  const text =
    error instanceof Error ? `${(error as NodeJS.ErrnoException).code ?? ''} ${error.message}` : `${error}`
  if (/ENOSPC|EDQUOT|No space left|Disk quota/i.test(text))
    return new DiskFull(said(`The disk that holds ${where} is full.`, `${where} 所在的磁盘已满。`))
  if (/EROFS|Read-only file system/i.test(text))
    return new StartRefusal(said(`The disk that holds ${where} is read-only.`, `${where} 所在的磁盘为只读。`))
  if (/EACCES|EPERM|Permission denied|Operation not permitted/i.test(text))
    return new StartRefusal(
      said(
        `No permission to write in ${where}: run Hezuo as the user who owns it, or choose another folder with HEZUO_DATA.`,
        `没有写入 ${where} 的权限：请用该文件夹所有者的身份运行合作，或用 HEZUO_DATA 另选文件夹。`,
      ),
    )
  if (/ENOTDIR|EEXIST|Not a directory/i.test(text))
    return new StartRefusal(said(`${where} is not a folder.`, `${where} 不是文件夹。`))
  if (/ENOENT.*mkdir/.test(text))
    return new StartRefusal(said(`${where} can’t be made.`, `无法创建 ${where}。`))
  return null
}
