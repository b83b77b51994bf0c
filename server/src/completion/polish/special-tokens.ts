import type { Filter } from './suggestion.ts'

/** Marks of models' formats: of holes, files, turns and ends. */
const special =
  /<\|[a-z_▁ ]{2,40}\|>|<｜[^｜\n]{2,40}｜>|<\/?fim[_-](?:prefix|suffix|middle|pad)>|<\[fim-(?:prefix|suffix|middle)\]>|<(?:file_sep|repo_name|filename|gh_stars|issue_start|commit_before|start_of_turn|end_of_turn|end_of_text)>|\s?<(?:EOT|PRE|SUF|MID)>|\[(?:SUFFIX|PREFIX|MIDDLE)\]|<\/s>|<s>|<\|?endoftext\|?>/

/** A model's own marks are never code: the answer ends where one leaks into it. */
export const specialTokens: Filter = suggestion => {
  const found = special.exec(suggestion.text)
  return found ? { ...suggestion, text: suggestion.text.slice(0, found.index) } : suggestion
}

/** How long the mark is that a text begins with; 0 if it begins with none. */
export function leadingMark(text: string): number {
  const found = special.exec(text)
  return found?.index === 0 ? found[0].length : 0
}

/** Whether a text may become a mark once there is more of it. */
export function mayBecomeMark(text: string): boolean {
  return /^\s?(?:<(?:[|｜][^|｜\n>]{0,40}[|｜]?|\/?[a-zA-Z_[-]{0,20}\]?)|\[[A-Z]{0,6})?$/.test(text)
}
