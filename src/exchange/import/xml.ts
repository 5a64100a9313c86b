// Walks once through the XML of a workbook's part, without building anything. Refuses what is not whole, and a list of
// definitions of its own, which no workbook has: so nothing in it can grow. Runs in a worker.

/** `attribute` goes by names without their prefixes, and so do the names of tags. */
export type Tag = { name: string; attribute(name: string): string | undefined }
type Walk = { open?(tag: Tag): void; close?(name: string): void; text?(text: string): void }

class BrokenXml extends Error {}

const tag = /<(\/?)([^\s/>]+)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/y
const passedOver = [
  ['<!--', '-->'],
  ['<?', '?>'],
] as const
const [textFrom, textTo] = ['<![CDATA[', ']]>']

export function walkXml(xml: string, { open, close, text }: Walk): void {
  const within: string[] = []
  let [at, count] = [0, 0]
  const past = (end: string): string => {
    const stop = xml.indexOf(end, at)
    if (stop < 0) throw new BrokenXml()
    const passed = xml.slice(at, stop)
    at = stop + end.length
    return passed
  }
  const leave = (name: string) => {
    if (within.pop() !== name) throw new BrokenXml()
    close?.(bare(name))
  }
  while (at < xml.length) {
    const next = xml.indexOf('<', at)
    const before = xml.slice(at, next < 0 ? undefined : next)
    if (within.length > 0) text?.(decoded(before))
    else if (before.replace(/^\ufeff/, '').trim() !== '') throw new BrokenXml()
    if (next < 0) break
    at = next
    const isTag = xml[at + 1] !== '!' && xml[at + 1] !== '?'
    const skipped = isTag ? undefined : passedOver.find(([from]) => xml.startsWith(from, at))
    if (skipped) past(skipped[1])
    else if (!isTag && xml.startsWith(textFrom, at)) {
      at += textFrom.length
      text?.(past(textTo))
    } else {
      tag.lastIndex = at
      const found = tag.exec(xml)
      if (!found || found[2].startsWith('!')) throw new BrokenXml()
      const [whole, slash, name, attributes, end] = found
      at += whole.length
      count += 1
      if (slash) leave(name)
      else {
        within.push(name)
        open?.(tagOf(name, attributes))
        if (end) leave(name)
      }
    }
  }
  if (within.length > 0 || count === 0) throw new BrokenXml()
}

const bare = (name: string): string => name.slice(name.indexOf(':') + 1)

function tagOf(name: string, attributes: string): Tag {
  let known: Map<string, string> | undefined
  const attribute = (wanted: string) => {
    known ??= attributesIn(attributes)
    return known.get(wanted)
  }
  return { name: bare(name), attribute }
}

const oneAttribute = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/** By their names without prefixes, of several of one name the first. */
function attributesIn(attributes: string): Map<string, string> {
  const known = new Map<string, string>()
  oneAttribute.lastIndex = 0
  for (;;) {
    const found = oneAttribute.exec(attributes)
    if (!found) return known
    const [, name, double, single] = found
    if (!name.startsWith('xmlns') && !known.has(bare(name))) known.set(bare(name), decoded(double ?? single))
  }
}

const entities: Record<string, string> = { amp: '&', apos: "'", gt: '>', lt: '<', quot: '"' }

const decoded = (text: string): string =>
  text.includes('&')
    ? text.replace(
        /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi,
        (whole, tens?: string, hex?: string, name?: string) => {
          if (name) return entities[name] ?? whole
          const code = tens ? Number(tens) : Number.parseInt(hex ?? '', 16)
          return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
        },
      )
    : text
