// What is told of an error to those who run the machine. What the database refuses it explains with the values that it
// was given, which are what people wrote: those stand in no log.

/** What else an error says that helps to find it: names of the program's own, and no values. */
const kept = new Set([
  'code',
  'severity',
  'schema',
  'table',
  'column',
  'dataType',
  'constraint',
  'routine',
  'statusCode',
  'syscall',
  'address',
  'port',
  'path',
])

type Told = { type: string; message: string; stack: string; [more: string]: unknown }

/** An error as the log tells it; of a value that the database could not read, not the value. */
export function errorInLog(error: unknown): Told {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error), stack: '' }
  const { code } = error as { code?: unknown }
  const message = /^22/.test(String(code)) ? error.message.replace(/: .*$/s, '') : error.message
  return {
    type: error.constructor.name,
    message,
    stack: (error.stack ?? '').replace(error.message, () => message),
    ...Object.fromEntries(Object.entries(error).filter(([name]) => kept.has(name))),
    ...(error.cause === undefined ? {} : { cause: errorInLog(error.cause) }),
    ...(error instanceof AggregateError ? { errors: error.errors.map(errorInLog) } : {}),
  }
}
