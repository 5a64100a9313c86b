// What the words are called of which each says one thing about an indicator, by what they say.
import { countableNames, countedInNames } from '../../indicators/counted-in.ts'
import { frequencyNames } from '../../indicators/frequency.ts'
import { wayNames } from '../../indicators/rules.ts'

export const indicatorNames = {
  counts: countableNames,
  countedIn: countedInNames,
  frequency: frequencyNames,
  way: wayNames,
}
