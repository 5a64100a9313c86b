// Builds the browser's files into dist/web, unless those there were built from the very same sources; a released
// package holds no sources, and its screens are built.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import { StartRefusal, said } from '../../platform/embedded/refusal.ts'
import { isClone } from './version.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const output = join(root, 'dist', 'web')
const stamp = join(root, 'dist', 'web.stamp')

/** True if something had to be built. */
export async function buildWeb(say: (line: string) => void): Promise<boolean> {
  if (!isClone) return false
  const sources = hashOfSources()
  const built = existsSync(stamp) && existsSync(join(output, 'index.html')) ? readFileSync(stamp, 'utf8') : ''
  if (built === sources) return false
  say(said('Building the screens …'))
  rmSync(stamp, { force: true })
  await runVite()
  await compress()
  writeFileSync(stamp, sources)
  return true
}

/** Of everything that may end up in the browser, and of what builds it. */
function hashOfSources(): string {
  const hash = createHash('sha256')
  const files = globSync(['src/**/*', 'packs/**/*.po', 'vite.config.ts', 'package-lock.json'], {
    cwd: root,
    withFileTypes: true,
    exclude: ['**/*.test.ts', '**/*.sql'],
  })
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name))
  for (const path of paths.sort())
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path))
  return hash.digest('hex')
}

/** Beside each text its packed forms, made once here rather than for every phone that asks. */
async function compress(): Promise<void> {
  const paths = globSync('**/*.{js,css,html,svg}', { cwd: output }).map((path) => join(output, path))
  for (const path of paths) {
    const text = readFileSync(path)
    writeFileSync(`${path}.br`, await promisify(brotliCompress)(text))
    // In smaller blocks code packs a little tighter (memLevel).
    writeFileSync(`${path}.gz`, await promisify(gzip)(text, { level: 9, memLevel: 7 }))
  }
}

/** In a process of its own, so that the server starts without the builder's memory. */
function runVite(): Promise<void> {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const args = [vite, 'build', '--config', 'vite.config.ts', '--configLoader', 'native', '--logLevel', 'warn']
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let printed = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (printed += text))
    child.on('error', failed)
    child.on('close', (code) => {
      if (code === 0) return done()
      process.stderr.write(printed)
      failed(new StartRefusal(said('The screens could not be built: see above.')))
    })
  })
}
