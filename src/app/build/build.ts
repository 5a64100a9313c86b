// `npm run build`, and before every `npm pack`: what a package holds instead of the sources. The screens go to
// dist/web; the server goes to lib/ as JavaScript, file by file and as deep as it lies in src/, so that it finds
// everything by the same paths: no Node strips types in node_modules.
import { spawnSync } from 'node:child_process'
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StartRefusal } from '../../platform/embedded/refusal.ts'
import { spokenIn } from '../../platform/tongues.ts'
import { buildWeb } from '../server/web-build.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const [src, lib] = [join(root, 'src'), join(root, 'lib')]

function compile(): void {
  const compiler = dirname(fileURLToPath(import.meta.resolve('typescript/package.json')))
  const args = [join(compiler, 'bin', 'tsc'), '--project', 'tsconfig.lib.json']
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) throw new StartRefusal('The server could not be built: see above.')
}

/** The compiler turns only what is imported; a thread and a process are begun by their address. */
function turnAddresses(): void {
  for (const path of globSync('**/*.js', { cwd: lib }).map((one) => join(lib, one))) {
    const text = readFileSync(path, 'utf8')
    const turned = text.replace(/(new URL\('[^']+)\.ts(', import\.meta\.url\))/g, '$1.js$2')
    if (turned !== text) writeFileSync(path, turned)
  }
}

/** What the server reads beside its code; screens have theirs in dist/web. */
function copyData(): void {
  const data = globSync(['**/*.{sql,txt}', 'kit/tokens.css', 'app/server/*.css'], { cwd: src })
  for (const path of data) cpSync(join(src, path), join(lib, path))
  writeFileSync(join(lib, 'words.json'), JSON.stringify(spokenIn(src)))
}

try {
  await buildWeb(console.log)
  console.log('Building the server …')
  rmSync(lib, { recursive: true, force: true })
  compile()
  turnAddresses()
  copyData()
} catch (error) {
  if (!(error instanceof StartRefusal)) throw error
  console.error(error.message)
  process.exitCode = 1
}
