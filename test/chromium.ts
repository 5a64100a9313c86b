// Finds a Chromium that starts, or brings one: tests in the browser are never left out.
import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
const howTo =
  'No Chromium for the browser tests: install one (Debian: sudo apt-get install chromium; elsewhere: npx playwright-core install --with-deps chromium) or name it with CHROME_PATH.'

/** The path of a Chromium that runs on this machine. Throws with what to install where none can be had. */
export function findChromium(): string {
  const given = process.env.CHROME_PATH
  if (given) {
    if (starts(given)) return given
    throw new Error(`CHROME_PATH names ${given}, which does not start.`)
  }
  const found = present()
  if (found) return found
  console.log('Installing a Chromium for the browser tests (once) …')
  for (const install of [byPlaywright, byDebian]) {
    install()
    const installed = present()
    if (installed) return installed
  }
  throw new Error(howTo)
}

const present = (): string | undefined => candidates().find(starts)

function candidates(): string[] {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin']
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache', 'ms-playwright')
  const downloaded = [cache, join(homedir(), 'Library', 'Caches', 'ms-playwright')].flatMap((folder) =>
    globSync(
      [
        'chromium-*/chrome-linux*/chrome',
        'chromium-*/chrome-mac*/*.app/Contents/MacOS/*',
        'chromium_headless_shell-*/*/*headless*shell',
      ],
      { cwd: folder },
    ).map((path) => join(folder, path)),
  )
  return [...onPath, ...applications, ...downloaded].filter((path) => existsSync(path))
}

/** Asked for its version: fails where libraries are missing, or where the program only points to a shop. */
function starts(path: string): boolean {
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 })
  return status === 0 && /\d+\.\d+/.test(stdout)
}

function byPlaywright(): void {
  const program = join(import.meta.dirname, '..', 'node_modules', 'playwright-core', 'cli.js')
  quietly(process.execPath, [program, 'install', 'chromium'])
}

function byDebian(): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  quietly('/usr/bin/apt-get', ['update', '-qq'])
  quietly('/usr/bin/apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'])
}

function quietly(program: string, args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { status, error, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    timeout: 300_000,
    env,
  })
  if (status === 0) return
  const printed = `${stderr ?? ''}\n${stdout ?? ''}`.split('\n')
  const why = error?.message ?? printed.find((line) => /^(E:|Error)|fail/i.test(line)) ?? printed.join(' ')
  console.log(`${program} ${args.join(' ')}: ${why.trim()}`)
}
