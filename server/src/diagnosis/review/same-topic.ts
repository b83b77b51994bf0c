/** Words that say nothing of what a sentence is about. */
const empty = new Set(
  'about after also because been before being code could does doing done from have here into line more must never only other should since some such than that their them then there these they this those used uses using value what when where which will with without would wrong your'.split(
    ' ',
  ),
)
/** Of the words of the shorter text, so many have to stand in the other. */
const shareInCommon = 0.4

/** Whether two texts are about the same thing, as far as their words tell. */
export function isSameTopic(one: string, other: string): boolean {
  const [fewer, more] = [wordsOf(one), wordsOf(other)].sort((a, b) => a.size - b.size)
  if (!fewer || !more || fewer.size === 0) return false
  const common = [...fewer].filter(word => more.has(word)).length
  return common >= 2 && common / fewer.size >= shareInCommon
}

/** Stems, roughly: `injected` and `injection` are the same word. */
function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []
  return new Set(words.filter(word => !empty.has(word)).map(stem))
}

function stem(word: string): string {
  return word.replace(/(?:ions?|ing|ed|es|s|e)$/, '').slice(0, 12)
}
