// A Latin name for what has only a Chinese one: pinyin, as names are written. Whoever knows better says so in the file.
// Brought in by queries.ts: its dictionary is large.
import { pinyin } from 'pinyin-pro'
import { isHan } from '../../base/spelling.ts'

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** 'zhen' and 'an' are written Zhen'an. */
const joined = (syllables: string[]): string =>
  capital(syllables.map((one, at) => (at > 0 && /^[aeo]/.test(one) ? `'${one}` : one)).join(''))

/** `surname`: whether the text begins with one, which some signs are read otherwise in. */
const syllablesOf = (text: string, { surname }: { surname: 'head' | 'off' } = { surname: 'off' }): string[] =>
  pinyin(text, { toneType: 'none', type: 'array', v: true, surname }).map((one) => one.replace(/v/g, 'ü'))

const doubleSurnames = new Set(
  '欧阳 司马 诸葛 上官 司徒 东方 独孤 南宫 夏侯 皇甫 尉迟 公孙 慕容 长孙 宇文 令狐 澹台 淳于 单于 太史 申屠 轩辕 钟离 闻人 赫连 端木 百里 呼延 东郭 南门 西门 完颜 闾丘 濮阳'.split(
    ' ',
  ),
)

/** '欧阳振安' → "Ouyang Zhen'an" */
export function personPinyin(name: string): string {
  if (!isHan(name)) return name
  if (/[·\s]/.test(name))
    return name
      .split(/[·\s]+/)
      .map((part) => joined(syllablesOf(part)))
      .join(' ')
  const letters = [...name]
  const surname = letters.length > 2 && doubleSurnames.has(letters.slice(0, 2).join('')) ? 2 : 1
  const syllables = syllablesOf(name, { surname: 'head' })
  // A sign that no dictionary knows stays as it is, and then nothing is known of where the words end.
  if (syllables.length !== letters.length || letters.length < 2) return joined(syllables)
  return `${joined(syllables.slice(0, surname))} ${joined(syllables.slice(surname))}`
}

const placeWords = /(自治区|自治州|自治县|自治旗|专区|地区|街道|省|市|县|区|镇|乡|州|盟|旗|村)$/

/** Places that read their signs otherwise than everybody: the whole name, or what it begins with. */
const placeReadings: Record<string, string> = Object.fromEntries(
  `浚 Xun,单 Shan,蔚 Yu,费 Fei,莘 Shen,歙 She,解 Xie,任 Ren,华 Hua,盖 Ge,隰 Xi,黟 Yi,郏 Jia,珙 Gong,叶 Ye,蠡 Li,睢 Sui,郫 Pi,莒 Ju,
乐亭 Laoting,乐陵 Laoling,乐清 Yueqing,大埔 Dabu,涡阳 Guoyang,黄陂 Huangpi,大城 Daicheng,长子 Zhangzi,东阿 Dong'e,亳州 Bozhou,
蚌埠 Bengbu,百色 Baise,茌平 Chiping,番禺 Panyu,藁城 Gaocheng,洪洞 Hongtong,井陉 Jingxing,鄄城 Juancheng,阆中 Langzhong,
耒阳 Leiyang,临朐 Linqu,六安 Lu'an,六合 Luhe,漯河 Luohe,渑池 Mianchi,牟平 Muping,中牟 Zhongmu,邳州 Pizhou,鄱阳 Poyang,
綦江 Qijiang,铅山 Yanshan,任丘 Renqiu,厦门 Xiamen,嵊州 Shengzhou,郯城 Tancheng,武陟 Wuzhi,盱眙 Xuyi,荥阳 Xingyang,
荥经 Yingjing,尉犁 Yuli,尉氏 Weishi,鄞州 Yinzhou,柞水 Zhashui,柘城 Zhecheng,枞阳 Zongyang,会稽 Kuaiji,莎车 Shache,
重庆 Chongqing,曾都 Zengdu,行唐 Xingtang,丰都 Fengdu,都昌 Duchang,覃塘 Qintang,浒墅关 Xushuguan,浒湾 Xuwan,甪直 Luzhi,
台儿庄 Tai'erzhuang,什邡 Shifang,犍为 Qianwei,筠连 Junlian,繁峙 Fanshi,泌阳 Biyang,召陵 Shaoling,获嘉 Huojia,卢氏 Lushi,
珲春 Hunchun,监利 Jianli,解州 Xiezhou,长治 Changzhi,长葛 Changge,长垣 Changyuan,朝阳 Chaoyang,东莞 Dongguan,栖霞 Qixia,
曲阜 Qufu,曲周 Quzhou,曲沃 Quwo,盖州 Gaizhou,儋州 Danzhou,汨罗 Miluo,汶上 Wenshang,郴州 Chenzhou,砀山 Dangshan,涪陵 Fuling,
郧西 Yunxi,鄂托克 Etuoke,巴音郭楞 Bayinguoleng,吐鲁番 Tulufan,中卫 Zhongwei,那曲 Naqu,句容 Jurong,溧阳 Liyang,台州 Taizhou,
天台 Tiantai,丽水 Lishui,黄埔 Huangpu,侯官 Houguan,闽侯 Minhou,澄迈 Chengmai,陵水 Lingshui,宕昌 Tanchang,红古 Honggu`
    .split(/,\s*/)
    .map((one) => one.split(' ')),
)

/** A name, or its first two signs or more, as the place itself is called. */
function stemPinyin(stem: string): string {
  if (placeReadings[stem]) return placeReadings[stem]
  const known = Object.keys(placeReadings).find((one) => one.length > 1 && stem.startsWith(one))
  if (!known) return joined(syllablesOf(stem))
  return `${placeReadings[known]}${joined(syllablesOf(stem.slice(known.length))).toLowerCase()}`
}

/** '许昌市' → 'Xuchang Shi' */
export function placePinyin(name: string): string {
  if (!isHan(name)) return name
  const word = placeWords.exec(name)?.[1]
  if (!word || word.length === name.length) return stemPinyin(name)
  return `${stemPinyin(name.slice(0, -word.length))} ${joined(syllablesOf(word))}`
}

const words = new Intl.Segmenter('zh', { granularity: 'word' })

/** '临颍县针织生产合作社' → 'Linying Xian Zhenzhi Shengchan Hezuoshe' */
export function unitPinyin(name: string): string {
  if (!isHan(name)) return name
  const place = /^(.{1,4}?)(?:专区|地区|省|市|县|区|镇|乡)/.exec(name)
  if (place && placeReadings[place[1]] && place[0] !== name)
    return `${placePinyin(place[0])} ${unitPinyin(name.slice(place[0].length))}`
  return [...words.segment(name)]
    .map(({ segment }) => (isHan(segment) ? placePinyin(segment) : segment))
    .join(' ')
    .replace(/ +/g, ' ')
    .trim()
}
