// Time zones as people call them, to be found by that name, by a city or by the hours.
import { intlTag } from '../../../base/words.ts'

export type Zone = { id: string; text: string }

const part = (
  language: string,
  zone: string,
  style: 'long' | 'longGeneric' | 'longOffset',
  at: number,
): string =>
  new Intl.DateTimeFormat(intlTag(language), { timeZone: zone, timeZoneName: style })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? ''

/** 'UTC+8', 'UTC+5:45', 'UTC' */
const offsetOf = (zone: string, at: number): string =>
  part('en', zone, 'longOffset', at)
    .replace(/GMT(\+00:00)?$|GMT/, 'UTC')
    .replace(/([+-])0?(\d+):00$/, '$1$2')
    .replace(/([+-])0(\d:)/, '$1$2')
    .replace('-', '−')

/**
 * 'China Standard Time (UTC+8) — Asia/Shanghai'; where the clock is changed twice a year the hours are those of `at`.
 */
export function zoneNamed(language: string, id: string, at = Date.now()): Zone {
  const [january, july] = [0, 6].map((month) => Date.UTC(new Date(at).getUTCFullYear(), month, 1))
  const isSteady = offsetOf(id, january) === offsetOf(id, july)
  const name = part(language, id, isSteady ? 'long' : 'longGeneric', at)
  const hours = offsetOf(id, at)
  // Some have no name but their hours.
  const called = /^(GMT|UTC)/.test(name) ? hours : `${name} (${hours})`
  return { id, text: `${called} — ${id}` }
}

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f_]/g, (sign) => (sign === '_' ? ' ' : ''))
    .replace(/−/g, '-')
    .toLowerCase()

const most = 60
const lists = new Map<string, Zone[]>()

/** The first of those that every word of the text fits. */
export function findZones(language: string, text: string): Zone[] {
  let all = lists.get(language)
  if (!all) {
    const ids = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])
    all = [...ids].map((id) => zoneNamed(language, id))
    lists.set(language, all)
  }
  const words = plain(text).split(/\s+/).filter(Boolean)
  return all.filter((zone) => words.every((word) => plain(zone.text).includes(word))).slice(0, most)
}
