// Reads numbers as people type them, on Chinese keyboards too. Pure.

/** '1,250', '１２５０', '－3.5' as numbers; null for nothing; undefined for what is no number. */
export function readNumber(text: string): number | null | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s,，、']/g, '')
    .replace(/。/g, '.')
    .replace(/[−–—]/g, '-')
  if (plain === '') return null
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(plain) ? Number(plain) : undefined
}
