// `npm run right -- 0a563d1`: runs the tests of test/right on an older version of this repository, and lists which fail
// there: what came out wrong then, and comes out right now. Those that pass on both say nothing of the change. Last
// come the tests of the same rows that stand elsewhere: they need today's house, and are not run there.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const version = process.argv[2] ?? '0a563d1'
const folder = mkdtempSync(join(tmpdir(), 'hezuo-right-'))

function run(command: string, args: string[], cwd: string) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 1e8 })
  return { isWell: status === 0, said: `${stdout}${stderr}` }
}

function must(command: string, args: string[], cwd: string): void {
  const { isWell, said } = run(command, args, cwd)
  if (!isWell) throw new Error(`${command} ${args.join(' ')} failed:\n${said.slice(-2000)}`)
}

try {
  must('git', ['worktree', 'add', '--detach', folder, version], root)
  must('npm', ['ci', '--no-audit', '--no-fund'], folder)
  const node = join(root, 'runtime', 'node_modules')
  if (existsSync(node)) cpSync(node, join(folder, 'runtime', 'node_modules'), { recursive: true })
  cpSync(join(root, 'test', 'right'), join(folder, 'test', 'right'), { recursive: true })
  const files = readdirSync(join(root, 'test', 'right'))
    .filter((name) => name.endsWith('.test.ts'))
    .sort()
  console.log(`On ${version} these do not hold:`)
  let count = 0
  for (const file of files) {
    const { said } = run('npm', ['test', '--', `test/right/${file}`], folder)
    const failed = new Set([...said.matchAll(/^✖ (.+) \(test\/right\//gm)].map(([, name]) => name))
    // One file an entry, as it comes: all of them together take long. The count says what of a file ran at all.
    const [counts = 'did not run'] = /^\d+ passed, \d+ failed$/m.exec(said) ?? []
    console.log([`${file}: ${counts}`, ...[...failed].map((name) => `  ${name}`)].join('\n'))
    count += failed.size
  }
  console.log(`${count} of the tests in ${files.length} files`)
  console.log(`\nTests with the number of a row that stand elsewhere, and were not run on ${version}:`)
  for (const path of globSync(['test/**/*.test.ts', 'src/**/*.test.ts'], { cwd: root }).sort()) {
    if (path.startsWith(join('test', 'right'))) continue
    const text = readFileSync(join(root, path), 'utf8')
    for (const [, , name] of text.matchAll(/^ *test\(\s*(['"`])(\d+(?:, \d+)*: .+)\1/gm))
      console.log(`${path}: ${name}`)
  }
} finally {
  run('git', ['worktree', 'remove', '--force', folder], root)
  rmSync(folder, { recursive: true, force: true })
}
