// Where the keyboard goes on once what it was at is gone, or can do nothing any more: a row that was accepted, a card
// whose figure was sent, the button that sent it. The browser would leave it nowhere, and whoever does not use a mouse
// would begin the page anew.

const canHold = 'a[href], button, input, select, textarea, summary, [tabindex]'

/** What the keyboard was at last outside a dialog, and what that stood in, the nearest first. */
let last: { at: Element; within: Element[] } | null = null

function remember(at: Element | null): void {
  last = null
  if (!at) return
  const within: Element[] = []
  for (let one = at.parentElement; one; one = one.parentElement) within.push(one)
  last = { at, within }
}

/** The head of the nearest part that is still there, or of the page. */
function headOf(within: Element[]): HTMLElement | null {
  const part = within.find((one) => one.isConnected)?.closest('.section')
  const head = (part ?? document).querySelector<HTMLElement>(part ? 'h2' : '#main h1')
  head?.setAttribute('tabindex', '-1')
  return head ?? document.getElementById('main')
}

function mend(): void {
  const { activeElement } = document
  if (!last || (activeElement !== document.body && activeElement !== last.at)) return
  if (last.at.isConnected && !last.at.matches(':disabled')) return
  headOf(last.within)?.focus({ preventScroll: true })
}

/** For as long as the page is open; called once. */
export function keepKeyboard(): void {
  const outside = (then: (target: Element) => void) => (event: Event) => {
    const target = event.target as Element
    if (!target.closest('dialog')) then(target)
  }
  document.addEventListener('focusin', outside(remember))
  // Not every browser gives the keyboard to a button that was clicked; and who clicks beside everything has left it.
  document.addEventListener(
    'pointerdown',
    outside((target) => remember(target.closest(canHold))),
  )
  new MutationObserver(mend).observe(document.body, {
    childList: true,
    subtree: true,
    attributeFilter: ['disabled'],
  })
}
