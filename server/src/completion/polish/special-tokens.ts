import type { Filter } from './suggestion.ts'

const special =
  /<\|[a-z_▁ ]{2,40}\|>|<｜[^｜\n]{2,40}｜>|<\/?fim[_-](?:prefix|suffix|middle|pad)>|<\[fim-(?:prefix|suffix|middle)\]>|<(?:file_sep|repo_name|filename|gh_stars|issue_start|commit_before)>|\s?<(?:EOT|PRE|SUF|MID)>|\[(?:SUFFIX|PREFIX|MIDDLE)\]|<\/s>|<s>|<\|?endoftext\|?>/

/** A model's own marks are never code: the answer ends where one leaks into it. */
export const specialTokens: Filter = suggestion => {
  const found = special.exec(suggestion.text)
  return found ? { ...suggestion, text: suggestion.text.slice(0, found.index) } : suggestion
}
