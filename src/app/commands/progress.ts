// How far long work is, on the error stream, so that what a machine reads stays clean.

/**
 * At a terminal one line that changes; elsewhere one line for each tenth. Nothing for what takes less than a second.
 */
export function progressLine(what: string) {
  const begun = Date.now()
  const isTerminal = process.stderr.isTTY === true
  let last = -1
  let isShown = false
  return {
    show: (percent: number) => {
      const step = isTerminal ? percent : Math.floor(percent / 10) * 10
      if (step <= last || Date.now() - begun < 1000) return
      last = step
      isShown = true
      process.stderr.write(isTerminal ? `\r${what} … ${step} %` : `${what} … ${step} %\n`)
    },
    end: () => {
      if (isShown && isTerminal) process.stderr.write('\r\x1b[K')
    },
  }
}
