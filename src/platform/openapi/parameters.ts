// What the parameters of all calls mean, said once for each name. An id is described by its name.
const words: Record<string, string> = {
  about: 'What is asked for: of one’s own places, or of what concerns oneself.',
  after: 'Where the page begins: what the page before gave as `next`. The first page without it.',
  apart: 'Those that were said not to be the same, instead of those that may be.',
  backupName: 'The name of a backup as the list of backups gives it.',
  before: 'Only of before this instant.',
  bordersOn:
    'The day on whose borders the places are taken, instead of the last day of the period, and of each of its parts.',
  caption: 'What is seen on it.',
  countedIn: 'Whose figures, where a period and its parts both hold some: of the parts, or of the whole.',
  counting: 'Whether approved plans alone are counted, or submitted ones too.',
  editVersion:
    'The `editVersion` that the sender has read. If it is another by now, the call is refused as `stale`.',
  en: 'The name in English.',
  encoding: 'In which encoding the file is to be read, where that was not recognised.',
  evidence: 'Only with evidence of this level.',
  form: 'The form of organisation, by its code.',
  fromOn: 'The first day of what begins then.',
  kind: 'The kind, by its code.',
  language: 'The language of the text.',
  level: 'Only places of this level.',
  levels: 'With `under`: how many levels below it; all of them without it.',
  list: 'Which list.',
  may: 'Only where the asking person may do this.',
  measure: 'Which figure of the total.',
  month: 'The month, `YYYY-MM`.',
  name: 'What the file is called.',
  number: 'The number of the version, from 1.',
  on: 'The day of which it is told; today without it.',
  onDay: 'The day.',
  open: 'Only what is still open or to be decided.',
  own: 'Only those of the asking person.',
  paper: 'The paper, by its code.',
  people: 'About how many people the unit has.',
  phone: 'The telephone number, as far as it is known.',
  refKind: 'The kind of thing.',
  secret: 'The secret of a link, as it stands in it.',
  show: 'Which of them.',
  since: 'Only from then on.',
  state: 'Only what is in this state.',
  table: 'The name of a table, as the list of tables gives it.',
  text: 'A part of the name, the code or the text.',
  under: 'Only of this place and all beneath it, by its id.',
  verb: 'Only deeds of this verb.',
  version: 'The number of the version.',
  zh: 'The name in Chinese.',
}

/** What a parameter means; every name must be known. */
export function wordsFor(name: string): string {
  if (words[name]) return words[name]
  if (!name.endsWith('Id')) throw new Error(`no words for the parameter ${name}`)
  const thing = name.slice(0, -2).replace(/[A-Z]/g, (sign) => ` ${sign.toLowerCase()}`)
  return `The ${thing}, by its id.`
}
