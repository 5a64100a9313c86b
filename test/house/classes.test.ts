// A screen gives its classes as they are written, and styles nothing past the style sheets.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { classesUsed, styledIn } from './classes.ts'
import { type File, hold, holdRule, product, tried } from './house.ts'

test('what is styled is styled by a style sheet; what is measured out, by the kit', () => {
  const screens = product.filter(({ inside }) => inside.includes('/web/'))
  assert.ok(screens.length > 180, `only ${screens.length} screens were seen`)
  hold(screens.flatMap(styledIn))
})

test('it is seen which classes a screen gives, and what it styles by itself', () => {
  const faults = (file: File) => [...classesUsed(file).unread, ...styledIn(file)]
  holdRule(faults, 'plan/web/lines/trick.tsx', {
    tricks: [
      "const a = <p className={names['x']} />",
      'const a = <p className={tone} />',
      "const a = <p className={['a', 'b'].join(' ')} />",
      'const a = <p className={isOpen ? names.open : undefined} />',
      `const a = <p className={\`§{tone} tag\`} />`.replace('§', '$'),
      `const a = <p className={\`tag §{names[way]}\`} />`.replace('§', '$'),
      'const a = <p {...{ className: names.open }} />',
      "const a = <style>{'body { color: red }'}</style>",
      'const a = <p style={{ color }} />',
      "document.body.style.setProperty('color', 'red')",
      "node.current?.classList.add('muted')",
    ],
    sound: [
      "const a = <p className={isOpen ? 'open' : undefined} />",
      `const a = <p className={\`tag tone-§{tone} §{one.state} §{isLate ? 'late' : ''}\`} />`.replaceAll(
        '§',
        '$',
      ),
      "const a = <p className='a b' {...ties} {...{ className: isLate && 'late' }} />",
    ],
  })
  const spread = tried('plan/web/lines/trick.tsx', "const a = <p {...{ className: 'of-another' }} />")
  assert.deepEqual(classesUsed(spread).used, [{ name: 'of-another', whole: true }])
})
